import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { problem } from '@/testing/problem';
import { chooseShortcuts } from '@/lib/shortcuts';
import { renderAt } from '@/testing/render';
import { ARTICLE, COURSE, LEARN, ME, QUIZ } from '@/testing/samples';
import { server } from '@/testing/server';

import type { Heartbeat, Lesson, Playback } from '@/api';

const FILM: Lesson = { ...ARTICLE, kind: 'video', title: 'At a glance', body_html: '<p>In words.</p>' };
const PAPER: Lesson = { ...ARTICLE, kind: 'document', document: { file_name: 'Record.pdf', bytes: 24_122 } };
const PLAYBACK: Playback = {
  video_id: 'v1',
  url: '/files/private/film.mp4?signature=1',
  poster_url: null,
  media_type: 'video/mp4',
  duration_ms: 24_000,
  duration_seconds: 24,
  captions: [{ language: 'en', label: 'English', url: '/files/private/film.vtt?signature=1' }],
  resume_seconds: 4,
  watched: [[0, 4]],
  watched_seconds: 4,
  completed: false,
};

/** What jsdom's video element lacks. */
let played: [number, number][];
let paused: boolean;
let cues: { text: string }[];

beforeEach(() => {
  played = [];
  paused = true;
  cues = [];
  const media = window.HTMLMediaElement.prototype;
  vi.spyOn(media, 'paused', 'get').mockImplementation(() => paused);
  vi.spyOn(media, 'duration', 'get').mockReturnValue(24);
  vi.spyOn(media, 'load').mockReturnValue();
  vi.spyOn(media, 'pause').mockImplementation(function (this: HTMLMediaElement) {
    paused = true;
    fireEvent.pause(this);
  });
  vi.spyOn(media, 'play').mockImplementation(function (this: HTMLMediaElement) {
    paused = false;
    fireEvent.play(this);
    return Promise.resolve();
  });
  const track = Object.defineProperties(new EventTarget(), {
    mode: { value: 'disabled', writable: true },
    activeCues: {
      get: () => cues.map(({ text }) => ({ getCueAsHTML: () => ({ textContent: text }) })),
    },
  });
  Object.defineProperties(media, {
    played: {
      configurable: true,
      get: () => ({
        length: played.length,
        start: (index: number) => played[index]?.[0],
        end: (index: number) => played[index]?.[1],
      }),
    },
    textTracks: { configurable: true, get: () => [track] },
  });
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/courses/course/consent/', () => HttpResponse.json(COURSE)),
    http.get('/api/courses/course/consent/learn/', () => HttpResponse.json(LEARN)),
    http.get('/api/courses/course_lessons/l1/', () => HttpResponse.json(FILM)),
    http.get('/api/courses/course_video/l1/playback/', () => HttpResponse.json(PLAYBACK)),
    http.get('/api/certificates/progress/', () => problem(404, 'not_found')),
  );
});

afterEach(async () => {
  hear();
  cleanup();
  // The heartbeat of somebody who leaves.
  await new Promise((resolve) => setTimeout(resolve, 20));
  vi.restoreAllMocks();
});

/** Keeps what is sent, and believes all of it. */
function hear(answer: Partial<Record<string, unknown>> = {}): Heartbeat[] {
  const sent: Heartbeat[] = [];
  server.use(
    http.post('/api/courses/course_lessons/l1/heartbeat/', async ({ request }) => {
      sent.push((await request.json()) as Heartbeat);
      return HttpResponse.json({
        watched: [[0, 4]],
        watched_seconds: 4,
        duration_seconds: 24,
        completed: false,
        progress_percent: 0,
        course_completed: false,
        ...answer,
      });
    }),
  );
  return sent;
}

async function openFilm(): Promise<HTMLVideoElement> {
  renderAt('/learn/consent/l1', { signedIn: true });
  const stage = await screen.findByRole('group', { name: 'Film: At a glance' });
  const video = stage.querySelector('video');
  if (!video) throw new Error('There is no film.');
  return video;
}

describe('a film', () => {
  it('resumes where it stopped, with what was watched and its text', async () => {
    const video = await openFilm();
    fireEvent.loadedMetadata(video);
    expect(video.currentTime).toBe(4);
    expect(screen.getByText('16% watched. The lesson is complete at 90%.')).toBeVisible();
    expect(screen.getByText('In words.')).toBeVisible();
    expect(screen.getAllByRole('button', { name: 'Next lesson' })).not.toHaveLength(0);
  });

  it('tells the server when it starts and which seconds were played since', async () => {
    const sent = hear();
    const video = await openFilm();
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Play' }));
    await waitFor(() => expect(sent).toEqual([{ position: 0, intervals: [], video_id: 'v1' }]));
    played = [[2, 9.98]];
    video.currentTime = 9.98;
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(sent[1]).toEqual({ position: 9, intervals: [[4, 10]], video_id: 'v1' }));
  });

  it('says again what was not believed, and says when the lesson is complete', async () => {
    const sent = hear();
    await openFilm();
    const user = userEvent.setup();
    played = [[0, 24]];
    await user.click(screen.getByRole('button', { name: 'Play' }));
    await waitFor(() => expect(sent[0]?.intervals).toEqual([[4, 24]]));
    const later = hear({ watched: [[0, 24]], completed: true });
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(later[0]?.intervals).toEqual([[4, 24]]));
    expect((await screen.findAllByText('Completed')).length).toBeGreaterThan(0);
  });

  it('is played by keys, but not while somebody writes', async () => {
    hear();
    const video = await openFilm();
    const user = userEvent.setup();
    await user.keyboard('k');
    expect(paused).toBe(false);
    await user.keyboard(' ');
    expect(paused).toBe(true);
    video.currentTime = 10;
    await user.keyboard('j');
    expect(video.currentTime).toBe(0);
    await user.keyboard('ll');
    expect(video.currentTime).toBe(24);
    const field = document.createElement('input');
    document.body.append(field);
    await user.click(field);
    await user.keyboard('k');
    expect(paused).toBe(true);
    field.remove();
  });

  it('leaves its letters alone once they are turned off, and keeps Space', async () => {
    hear();
    chooseShortcuts(false);
    await openFilm();
    const user = userEvent.setup();
    await user.keyboard('k');
    expect(paused).toBe(true);
    await user.keyboard(' ');
    expect(paused).toBe(false);
  });

  it('goes up to double speed and no further', async () => {
    const video = await openFilm();
    const user = userEvent.setup();
    const speeds: number[] = [];
    for (let press = 0; press < 6; press += 1) {
      await user.click(screen.getByRole('button', { name: /^Speed/ }));
      speeds.push(video.playbackRate);
    }
    expect(speeds).toEqual([1.25, 1.5, 1.75, 2, 0.75, 1]);
  });

  it('shows captions on request and remembers the choice', async () => {
    cues = [{ text: 'First, understand.' }];
    await openFilm();
    expect(screen.queryByText('First, understand.')).not.toBeInTheDocument();
    await userEvent.setup().keyboard('c');
    expect(screen.getByText('First, understand.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Captions: English' })).toHaveAttribute('aria-pressed', 'true');
    expect(window.localStorage.getItem('accredit.captions')).toBe('en');
  });

  it('keeps the place when it breaks off, and goes on from there', async () => {
    hear();
    let asked = 0;
    const video = await openFilm();
    server.use(
      http.get('/api/courses/course_video/l1/playback/', () => {
        asked += 1;
        return HttpResponse.json({ ...PLAYBACK, url: '/files/private/film.mp4?signature=2' });
      }),
    );
    video.currentTime = 12;
    fireEvent.timeUpdate(video);
    fireEvent.error(video);
    expect(await screen.findByText('The film has stopped')).toBeVisible();
    expect(screen.getByText(/Your place at 0:12 is kept/)).toBeVisible();
    video.currentTime = 0;
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(asked).toBe(1));
    await waitFor(() => expect(screen.queryByText('The film has stopped')).not.toBeInTheDocument());
    act(() => void fireEvent.loadedMetadata(video));
    expect(video.currentTime).toBe(12);
    expect(video.getAttribute('src')).toContain('signature=2');
  });

  it('says so when another film has taken its place', async () => {
    server.use(http.post('/api/courses/course_lessons/l1/heartbeat/', () => problem(409, 'video_replaced')));
    await openFilm();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Play' }));
    expect(await screen.findByText('This lesson has a new film')).toBeVisible();
  });

  it('is not ready yet in words', async () => {
    server.use(http.get('/api/courses/course_video/l1/playback/', () => problem(409, 'video_not_ready')));
    renderAt('/learn/consent/l1', { signedIn: true });
    expect(await screen.findByText('The film is not ready yet')).toBeVisible();
  });
});

describe('a document', () => {
  it('opens, is kept, and is marked as read', async () => {
    let completed = 0;
    server.use(
      http.get('/api/courses/course_lessons/l1/', () => HttpResponse.json(PAPER)),
      http.get('/api/courses/course_lessons/l2/', () => HttpResponse.json(QUIZ)),
      http.get('/api/courses/course_lessons/l1/document/', () =>
        HttpResponse.json({ file_name: 'Record.pdf', bytes: 24_122, url: '/open', download_url: '/keep' }),
      ),
      http.post('/api/courses/course_lessons/l1/complete/', () => {
        completed += 1;
        return HttpResponse.json({ completed: true, progress_percent: 50, course_completed: false });
      }),
    );
    renderAt('/learn/consent/l1', { signedIn: true });
    const open = await screen.findByRole('link', { name: /Open the document/ });
    expect(open).toHaveAttribute('href', '/open');
    expect(screen.getByRole('link', { name: 'Download' })).toHaveAttribute('href', '/keep');
    expect(screen.getByText('PDF, 24 kB')).toBeVisible();
    const [mark] = screen.getAllByRole('button', { name: 'Mark as read and continue' });
    if (mark) await userEvent.setup().click(mark);
    await waitFor(() => expect(completed).toBe(1));
  });
});
