import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import { COURSE, FILM, lessonOf, organizationPage, outlineOf } from './samples';

import type { Outline, UploadPurpose } from '@/api';

const SLOT = { url: `${window.location.origin}/files/upload/u1`, method: 'PUT', headers: {} };
const PLAYBACK = {
  video_id: 'v1',
  url: '/files/private/bedside.mp4',
  poster_url: '/files/private/still.jpg',
  media_type: 'video/mp4',
  duration_ms: 124_000,
  duration_seconds: 124,
  captions: [],
  resume_seconds: 0,
  watched: [],
  watched_seconds: 0,
  completed: false,
};

/** What the server holds; a test changes it as the server would. */
let outline: Outline;

beforeEach(() => {
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/organizations/', () => HttpResponse.json(organizationPage())),
    http.get('/api/courses/course/consent/outline/', () => HttpResponse.json(outline)),
    http.get('/api/courses/course_video/l1/playback/', () => HttpResponse.json(PLAYBACK)),
    http.get('/api/courses/category/', () => HttpResponse.json({ results: [] })),
    http.get('/api/accreditation/accreditors/', () => HttpResponse.json({ results: [] })),
    http.get('/api/courses/instructor/', () =>
      HttpResponse.json({ results: [], next: null, previous: null }),
    ),
  );
});

/** A store that takes one file of this purpose, and a server that finds it good. */
function takesUpload(purpose: UploadPurpose) {
  const upload = { id: 'u1', purpose, status: 'ready', file_name: 'file', problem: '', poster_url: null };
  server.use(
    http.post('/api/media/uploads/', async ({ request }) => {
      expect(await request.json()).toMatchObject({ purpose });
      expect(request.headers.get('Accredit-Organization')).toBe('law');
      return HttpResponse.json({ ...upload, slot: SLOT }, { status: 201 });
    }),
    http.post('/api/courses/course_video/', () =>
      HttpResponse.json({ ...FILM, id: 'u1', lesson_id: 'l1', slot: SLOT }, { status: 201 }),
    ),
    http.put('/files/upload/u1', () => new HttpResponse(null, { status: 200 })),
    http.post('/api/media/uploads/u1/finalize/', () => HttpResponse.json(upload, { status: 202 })),
  );
}

function open(held: Outline, place = 'lessons/l1') {
  outline = held;
  renderAt(`/org/law/courses/consent/${place}`, { signedIn: true });
  return userEvent.setup();
}

const chooser = (label: string) => screen.findByLabelText(label, { selector: 'input[type=file]' });

describe('a new lesson', () => {
  it('may be a film', async () => {
    let sent: unknown;
    server.use(
      http.post('/api/courses/course_lessons/', async ({ request }) => {
        sent = await request.json();
        outline = outlineOf(lessonOf('video'));
        return HttpResponse.json(lessonOf('video'), { status: 201 });
      }),
    );
    const user = open(outlineOf(lessonOf('article')), 'outline');
    await user.click(await screen.findByRole('button', { name: 'Add lesson' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add lesson' });
    expect(within(dialog).getAllByRole('radio')).toHaveLength(5);
    await user.click(within(dialog).getByRole('radio', { name: /^Video/ }));
    await user.type(within(dialog).getByLabelText('Lesson title'), 'At the bedside');
    await user.click(within(dialog).getByRole('button', { name: 'Add lesson' }));
    expect(await screen.findByRole('heading', { name: 'Film' })).toBeVisible();
    expect(sent).toEqual({ module: 'm1', kind: 'video', title: 'At the bedside' });
  });
});

describe('the film of a lesson', () => {
  it('is sent into its lesson and shown once it is in place', async () => {
    takesUpload('video');
    const user = open(outlineOf(lessonOf('video')));
    const input = await chooser('Film file');
    outline = outlineOf(lessonOf('video', { video: FILM }));
    await user.upload(input, new File(['moving'], 'bedside.mp4', { type: 'video/mp4' }));
    expect(await screen.findByText('2:04 · 1920 × 1080')).toBeVisible();
    expect(await screen.findByLabelText('Film of “At the bedside”')).toHaveAttribute('src', PLAYBACK.url);
    expect(screen.getByText('No captions yet')).toBeVisible();
  });

  it('is looked at again while it is checked, wherever it was sent from', async () => {
    open(outlineOf(lessonOf('video', { video_coming: { ...FILM, id: 'v2', status: 'processing' } })));
    expect(await screen.findByText('bedside.mp4 is being checked')).toBeVisible();
    outline = outlineOf(lessonOf('video', { video: FILM }));
    expect(await screen.findByText('2:04 · 1920 × 1080', undefined, { timeout: 5000 })).toBeVisible();
    expect(screen.queryByText('bedside.mp4 is being checked')).not.toBeInTheDocument();
  });

  it('says why it was refused, and forgets it when the present one is kept', async () => {
    let sent: unknown;
    server.use(
      http.patch('/api/courses/course_lessons/l1/', async ({ request }) => {
        sent = await request.json();
        outline = outlineOf(lessonOf('video', { video: FILM }));
        return HttpResponse.json(lessonOf('video', { video: FILM }));
      }),
    );
    const refused = {
      ...FILM,
      id: 'v2',
      status: 'failed',
      problem: 'There is no picture in this file.',
    } as const;
    const user = open(outlineOf(lessonOf('video', { video: FILM, video_coming: refused })));
    const notice = await screen.findByText('bedside.mp4 cannot be used');
    expect(notice.parentElement).toHaveTextContent(
      'There is no picture in this file. The present film stays until another one is checked.',
    );
    await user.click(screen.getByRole('button', { name: 'Keep the present film' }));
    await waitFor(() => expect(screen.queryByText('bedside.mp4 cannot be used')).not.toBeInTheDocument());
    expect(sent).toEqual({ video: 'v1' });
  });

  it('cannot be replaced in an archived course', async () => {
    open(outlineOf(lessonOf('video', { video: FILM }), { status: 'archived' }));
    expect(await screen.findByLabelText('Film of “At the bedside”')).toBeVisible();
    expect(screen.queryByLabelText('Film file', { selector: 'input' })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Add captions' })).not.toBeInTheDocument();
  });

  it('does not lose its length when the title is saved', async () => {
    let sent: unknown;
    server.use(
      http.patch('/api/courses/course_lessons/l1/', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(lessonOf('video'));
      }),
    );
    const user = open(outlineOf(lessonOf('video', { video: FILM, estimated_seconds: 124 })));
    await user.type(await screen.findByLabelText('Lesson title'), '!');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toEqual({ title: 'At the bedside!', body_md: '', is_preview: false }));
  });
});

describe('captions', () => {
  it('are added in a language that has none yet', async () => {
    let sent: unknown;
    takesUpload('captions');
    server.use(
      http.post('/api/courses/course_video/l1/captions/', async ({ request }) => {
        sent = await request.json();
        outline = outlineOf(
          lessonOf('video', {
            video: FILM,
            captions: [
              { language: 'de', label: 'Deutsch' },
              { language: 'en', label: 'English' },
            ],
          }),
        );
        return HttpResponse.json({ language: 'de', label: 'Deutsch' }, { status: 201 });
      }),
    );
    const user = open(
      outlineOf(lessonOf('video', { video: FILM, captions: [{ language: 'en', label: 'English' }] })),
    );
    await user.click(await screen.findByRole('button', { name: 'Add captions' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add captions' });
    expect(within(dialog).queryByRole('option', { name: 'English' })).not.toBeInTheDocument();
    await user.selectOptions(within(dialog).getByLabelText('Language'), 'German');
    expect(within(dialog).getByLabelText('Name in the player’s menu')).toHaveValue('Deutsch');
    await user.click(within(dialog).getByRole('button', { name: 'Add captions' }));
    expect(await within(dialog).findByText('Choose a file and wait until it is checked.')).toBeVisible();
    await user.upload(await chooser('Captions file'), new File(['WEBVTT'], 'de.vtt', { type: 'text/vtt' }));
    await within(dialog).findByText('file is ready');
    await user.click(within(dialog).getByRole('button', { name: 'Add captions' }));
    expect(await screen.findByRole('button', { name: 'Replace the German captions' })).toBeVisible();
    expect(sent).toEqual({ upload_id: 'u1', language: 'de', label: 'Deutsch' });
  });

  it('are taken away after asking once more', async () => {
    let removed = 0;
    server.use(
      http.delete('/api/courses/course_video/l1/captions/en/', () => {
        removed += 1;
        outline = outlineOf(lessonOf('video', { video: FILM }));
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const user = open(
      outlineOf(lessonOf('video', { video: FILM, captions: [{ language: 'en', label: 'English' }] })),
    );
    await user.click(await screen.findByRole('button', { name: 'Remove the English captions' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove the English captions?' });
    expect(removed).toBe(0);
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('No captions yet')).toBeVisible();
    expect(removed).toBe(1);
  });
});

describe('a document', () => {
  it('is put into its lesson, opens, and can be tried again when that failed', async () => {
    let tries = 0;
    takesUpload('document');
    server.use(
      http.get('/api/courses/course_lessons/l1/document/', () =>
        HttpResponse.json({
          file_name: 'Record.pdf',
          bytes: 24_122,
          url: '/files/record.pdf',
          download_url: '/d',
        }),
      ),
      http.patch('/api/courses/course_lessons/l1/', async ({ request }) => {
        tries += 1;
        expect(await request.json()).toEqual({ document: 'u1' });
        if (tries === 1) return problem(503, 'unavailable');
        outline = outlineOf(lessonOf('document', { document: { file_name: 'Record.pdf', bytes: 24_122 } }));
        return HttpResponse.json(lessonOf('document'));
      }),
    );
    const user = open(outlineOf(lessonOf('document')));
    const file = new File(['%PDF-1.7'], 'Record.pdf', { type: 'application/pdf' });
    await user.upload(await chooser('PDF file'), file);
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('24 kB')).toBeVisible();
    const link = await screen.findByRole('link', { name: /^Open/ });
    expect(link).toHaveAttribute('href', '/files/record.pdf');
    expect(tries).toBe(2);
  });
});

describe('the picture of a course', () => {
  it('takes the place of the engraving, and gives it back', async () => {
    const sent: unknown[] = [];
    takesUpload('thumbnail');
    server.use(
      http.patch('/api/courses/course/consent/', async ({ request }) => {
        const change = (await request.json()) as { thumbnail: string | null };
        sent.push(change);
        const picture = change.thumbnail ? '/files/public/one.jpg' : null;
        outline = outlineOf(lessonOf('article'), { thumbnail_url: picture });
        return HttpResponse.json(outline.course);
      }),
    );
    const user = open(outlineOf(lessonOf('article')), 'details');
    expect(await screen.findByText(/this engraving is shown/)).toBeVisible();
    await user.upload(await chooser('Picture file'), new File(['light'], 'one.jpg', { type: 'image/jpeg' }));
    expect(await screen.findByRole('img', { name: 'Picture of “Consent and capacity”' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Remove picture' }));
    expect(await screen.findByText(/this engraving is shown/)).toBeVisible();
    expect(screen.queryByText('file is ready')).not.toBeInTheDocument();
    expect(sent).toEqual([{ thumbnail: 'u1' }, { thumbnail: null }]);
  });
});

describe('the instructors of a course', () => {
  it('are chosen among the people of the organization, page by page', async () => {
    let sent: { instructors?: unknown } = {};
    const person = (id: string, display_name: string) => ({ id, display_name, avatar_url: null });
    server.use(
      http.get('/api/courses/instructor/', ({ request }) => {
        expect(request.headers.get('Accredit-Organization')).toBe('law');
        return HttpResponse.json(
          new URL(request.url).searchParams.has('cursor')
            ? { results: [person('u2', 'Eleanor Marsh')], next: null, previous: null }
            : {
                results: [person('u1', 'Helen Marsh')],
                next: `${window.location.origin}/api/courses/instructor/?cursor=two`,
                previous: null,
              },
        );
      }),
      http.patch('/api/courses/course/consent/', async ({ request }) => {
        sent = (await request.json()) as typeof sent;
        return HttpResponse.json(COURSE);
      }),
    );
    const user = open(outlineOf(lessonOf('article')), 'details');
    const choice = await screen.findByLabelText('Add instructor');
    expect(within(choice).queryByRole('option', { name: 'Helen Marsh' })).not.toBeInTheDocument();
    await user.selectOptions(choice, 'Eleanor Marsh');
    expect(screen.getByText(/^Everybody on the team is an instructor/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(sent.instructors).toEqual([
        { id: 'u1', headline: '', bio: '' },
        { id: 'u2', headline: '', bio: '' },
      ]),
    );
  });

  it('can still be edited when the team cannot be loaded', async () => {
    server.use(http.get('/api/courses/instructor/', () => problem(500, 'server_error')));
    const user = open(outlineOf(lessonOf('article')), 'details');
    expect(await screen.findByText('Could not load the team')).toBeVisible();
    expect(screen.getByText('Helen Marsh')).toBeVisible();
    server.use(
      http.get('/api/courses/instructor/', () =>
        HttpResponse.json({
          results: [{ id: 'u2', display_name: 'Eleanor Marsh', avatar_url: null }],
          next: null,
          previous: null,
        }),
      ),
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('option', { name: 'Eleanor Marsh' })).toBeInTheDocument();
  });
});
