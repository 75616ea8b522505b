import { api, expectOk, inTenant, unwrap, type Upload, type UploadPurpose, type UploadSlot } from '@/api';

/** A slot that was asked for: send the file there, then say so. */
export interface Requested {
  id: string;
  slot: UploadSlot;
}

export type RequestSlot = (file: File) => Promise<Requested>;

/** The kinds of file that a purpose takes, for the browser's own picker. The server decides by content. */
export const ACCEPTED: Record<UploadPurpose, string> = {
  video: 'video/mp4,video/webm,video/quicktime,.mov',
  captions: 'text/vtt,.vtt',
  document: 'application/pdf,.pdf',
  thumbnail: 'image/jpeg,image/png,image/webp',
  logo: 'image/jpeg,image/png,image/webp',
  signature: 'image/jpeg,image/png,image/webp',
  avatar: 'image/jpeg,image/png,image/webp',
  submission: 'application/pdf,.pdf,image/jpeg,image/png,image/webp',
  evidence: 'application/pdf,.pdf,image/jpeg,image/png,image/webp',
  attachment: 'application/pdf,.pdf,image/jpeg,image/png,image/webp',
};

/** `organization` is the slug of whose file it is; none for a file of one's own. */
export function slotFor(purpose: UploadPurpose, organization?: string): RequestSlot {
  return (file) =>
    unwrap(
      api.POST('/api/media/uploads/', {
        ...(organization ? inTenant(organization) : {}),
        body: { purpose, file_name: nameOf(file), media_type: typeOf(file), size: file.size },
      }),
    );
}

/** A slot for a lesson's film: once it is checked, the server puts it into the lesson by itself. */
export function lessonFilmSlot(organization: string, lessonId: string): RequestSlot {
  return (file) =>
    unwrap(
      api.POST('/api/courses/course_video/', {
        ...inTenant(organization),
        body: { lesson_id: lessonId, file_name: nameOf(file), media_type: typeOf(file), size: file.size },
      }),
    );
}

export function finalizeUpload(id: string, signal: AbortSignal): Promise<Upload> {
  return unwrap(
    api.POST('/api/media/uploads/{upload_id}/finalize/', { params: { path: { upload_id: id } }, signal }),
  );
}

export function readUpload(id: string, signal: AbortSignal): Promise<Upload> {
  return unwrap(api.GET('/api/media/uploads/{upload_id}/', { params: { path: { upload_id: id } }, signal }));
}

/** Forgets an upload that was not sent to its end; the server would forget it by itself in a day. */
export async function forgetUpload(id: string): Promise<void> {
  try {
    await expectOk(api.DELETE('/api/media/uploads/{upload_id}/', { params: { path: { upload_id: id } } }));
  } catch {
    // It is gone, or the server cannot be reached: nothing is lost either way.
  }
}

function nameOf(file: File): string {
  return file.name.slice(0, 200);
}

/** Browsers do not know WebVTT and sometimes not MOV. */
function typeOf(file: File): string {
  if (file.type) return file.type;
  const ending = file.name.toLowerCase().split('.').at(-1) ?? '';
  return (
    { vtt: 'text/vtt', mov: 'video/quicktime', pdf: 'application/pdf' }[ending] ?? 'application/octet-stream'
  );
}
