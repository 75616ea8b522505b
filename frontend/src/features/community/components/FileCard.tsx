import { useMutation, useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { FieldError, useErrorMessage } from '@/components';
import { formatBytes } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { fileQuery, readFile } from '../queries';

import type { RoomFile } from '@/api';

const WIDEST_PX = 420;
const TALLEST_PX = 300;

/** A file of a message: a picture shows itself, everything else its name. Its address is asked for when it is needed. */
export function FileCard({ message, file }: { message: string; file: RoomFile }) {
  const isPicture = file.media_type.startsWith('image/') && file.width !== null && file.height !== null;
  return isPicture ? <Picture message={message} file={file} /> : <Paper message={message} file={file} />;
}

function Picture({ message, file }: { message: string; file: RoomFile }) {
  const link = useQuery(fileQuery(message, file.id));
  const ratio = (file.width ?? 1) / (file.height ?? 1);
  const width = Math.min(WIDEST_PX, file.width ?? WIDEST_PX, Math.round(TALLEST_PX * ratio));
  if (link.isError) return <Paper message={message} file={file} />;
  return (
    <span
      className="mt-[9px] block max-w-full overflow-hidden rounded-md bg-sunken"
      style={{ width, aspectRatio: ratio }}
    >
      {link.data && (
        <a href={link.data.url} target="_blank" rel="noreferrer">
          <img
            src={link.data.picture_url ?? link.data.url}
            alt={file.file_name}
            width={width}
            height={Math.round(width / ratio)}
            loading="lazy"
            className="size-full object-cover"
          />
        </a>
      )}
    </span>
  );
}

function Paper({ message, file }: { message: string; file: RoomFile }) {
  const { t } = useTranslation('community');
  const locale = useLocale();
  const explain = useErrorMessage();
  const size = file.bytes === null ? '' : formatBytes(file.bytes, locale);
  // The window is opened by the press itself: one that opens after an answer is blocked.
  const open = useMutation({
    mutationFn: async (window: Window | null) => {
      try {
        const { url } = await readFile(message, file.id);
        if (window) window.location.href = url;
      } catch (error) {
        window?.close();
        throw error;
      }
    },
  });
  return (
    <div>
      <button
        type="button"
        aria-label={t('file.open', { name: `${file.file_name} ${size}`.trim() })}
        onClick={() => open.mutate(window.open('', '_blank'))}
        className="mt-[9px] inline-flex max-w-full items-center gap-3 rounded-md bg-surface py-2.5 ps-3 pe-4 text-start text-ui outline-card hover:bg-tint"
      >
        <FileText size={20} strokeWidth={1.75} aria-hidden className="flex-none text-primary-text" />
        <span className="min-w-0">
          <b className="block truncate font-[550]">{file.file_name}</b>{' '}
          <small className="num text-xs text-ink-3">{size}</small>
        </span>
      </button>
      <FieldError message={open.error ? explain(open.error) : undefined} />
    </div>
  );
}
