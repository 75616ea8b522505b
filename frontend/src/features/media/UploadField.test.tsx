import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { render } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';

import '@/components/messages';
import { problem } from '@/testing/problem';
import { server } from '@/testing/server';

import { UploadField, lessonFilmSlot } from '.';

const SLOT = {
  url: `${window.location.origin}/files/upload/one.mp4`,
  method: 'PUT',
  headers: { 'Content-Type': 'video/mp4' },
};
const UPLOAD = {
  id: 'u1',
  purpose: 'video',
  status: 'processing',
  file_name: 'one.mp4',
  problem: '',
  poster_url: null,
};

function store(sent: string[], status = 200) {
  return http.put('/files/upload/one.mp4', async ({ request }) => {
    sent.push(`${request.headers.get('Content-Type')}:${await request.text()}`);
    return new HttpResponse(null, { status });
  });
}

function show(onReady = vi.fn()) {
  render(<UploadField label="Film" purpose="video" organization="law" onReady={onReady} />);
  return { onReady, user: userEvent.setup() };
}

const FILE = new File(['moving pictures'], 'one.mp4', { type: 'video/mp4' });

describe('sending a file', () => {
  it('goes to the slot with its headers and waits until it is checked', async () => {
    const sent: string[] = [];
    let asked: unknown;
    let looks = 0;
    server.use(
      http.post('/api/media/uploads/', async ({ request }) => {
        asked = [request.headers.get('Accredit-Organization'), await request.json()];
        return HttpResponse.json({ ...UPLOAD, status: 'requested', slot: SLOT }, { status: 201 });
      }),
      store(sent),
      http.post('/api/media/uploads/u1/finalize/', () => HttpResponse.json(UPLOAD, { status: 202 })),
      http.get('/api/media/uploads/u1/', () => {
        looks += 1;
        return HttpResponse.json({ ...UPLOAD, status: 'ready' });
      }),
    );
    const { onReady, user } = show();
    await user.upload(screen.getByLabelText('Film', { selector: 'input' }), FILE);
    expect(await screen.findByText('one.mp4 is ready', undefined, { timeout: 3000 })).toBeVisible();
    expect(asked).toEqual([
      'law',
      { purpose: 'video', file_name: 'one.mp4', media_type: 'video/mp4', size: FILE.size },
    ]);
    expect(sent).toEqual(['video/mp4:moving pictures']);
    expect(looks).toBe(1);
    expect(onReady).toHaveBeenCalledWith(expect.objectContaining({ id: 'u1', status: 'ready' }));
  });

  it('says in the words of the server why a file was refused', async () => {
    server.use(
      http.post('/api/media/uploads/', () => HttpResponse.json({ ...UPLOAD, slot: SLOT }, { status: 201 })),
      store([]),
      http.post('/api/media/uploads/u1/finalize/', () =>
        HttpResponse.json({ ...UPLOAD, status: 'failed', problem: 'There is no picture in this file.' }),
      ),
    );
    const { onReady, user } = show();
    await user.upload(screen.getByLabelText('Film', { selector: 'input' }), FILE);
    expect(await screen.findByText('There is no picture in this file.')).toBeVisible();
    expect(onReady).not.toHaveBeenCalled();
  });

  it('shows what may be sent instead when the slot is refused', async () => {
    server.use(http.post('/api/media/uploads/', () => problem(422, 'file_too_large')));
    const { user } = show();
    await user.upload(screen.getByLabelText('Film', { selector: 'input' }), FILE);
    expect(await screen.findByText('It failed: file_too_large.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
  });

  it('can be tried again after the connection broke, and forgets the first slot', async () => {
    const sent: string[] = [];
    let forgotten = 0;
    server.use(
      http.post('/api/media/uploads/', () => HttpResponse.json({ ...UPLOAD, slot: SLOT }, { status: 201 })),
      http.put('/files/upload/one.mp4', () => HttpResponse.error(), { once: true }),
      store(sent),
      http.delete('/api/media/uploads/u1/', () => {
        forgotten += 1;
        return new HttpResponse(null, { status: 204 });
      }),
      http.post('/api/media/uploads/u1/finalize/', () => HttpResponse.json({ ...UPLOAD, status: 'ready' })),
    );
    const { onReady, user } = show();
    await user.upload(screen.getByLabelText('Film', { selector: 'input' }), FILE);
    expect(await screen.findByText(/The connection broke on the way/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(onReady).toHaveBeenCalledOnce());
    expect([sent.length, forgotten]).toEqual([1, 1]);
  });

  it('is cancelled and leaves nothing', async () => {
    let forgotten = 0;
    server.use(
      http.post('/api/media/uploads/', () => HttpResponse.json({ ...UPLOAD, slot: SLOT }, { status: 201 })),
      http.put('/files/upload/one.mp4', () => new Promise<never>(() => undefined)),
      http.delete('/api/media/uploads/u1/', () => {
        forgotten += 1;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = show();
    await user.upload(screen.getByLabelText('Film', { selector: 'input' }), FILE);
    await screen.findByRole('progressbar', { name: 'Sending one.mp4' });
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('button', { name: 'Choose a file' })).toBeVisible();
    await waitFor(() => expect(forgotten).toBe(1));
  });

  it('asks the lesson for the slot of its film', async () => {
    let asked: unknown;
    server.use(
      http.post('/api/courses/course_video/', async ({ request }) => {
        asked = await request.json();
        return HttpResponse.json({ ...UPLOAD, lesson_id: 'l1', slot: SLOT }, { status: 201 });
      }),
      store([]),
      http.post('/api/media/uploads/u1/finalize/', () => HttpResponse.json({ ...UPLOAD, status: 'ready' })),
    );
    const onReady = vi.fn();
    render(
      <UploadField
        label="Film"
        purpose="video"
        organization="law"
        request={lessonFilmSlot('law', 'l1')}
        onReady={onReady}
      />,
    );
    await userEvent.setup().upload(screen.getByLabelText('Film', { selector: 'input' }), FILE);
    await waitFor(() => expect(onReady).toHaveBeenCalledOnce());
    expect(asked).toEqual({
      lesson_id: 'l1',
      file_name: 'one.mp4',
      media_type: 'video/mp4',
      size: FILE.size,
    });
  });
});
