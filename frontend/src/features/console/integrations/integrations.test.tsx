import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { organizationPage } from '@/features/console/courses/samples';
import { accepts, eventIs } from '@/testing/consoleEvents';
import { EVENT_ZOOM, RECORDING, ZOOM } from '@/testing/integrations';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

const STATUS = '/api/integrations/zoom/status/';
const PAGE = '/api/integrations/zoom/recordings/rec1/page/';
const OF_EVENT = '/api/integrations/zoom/events/e1/';

function zoomIs(change: Partial<typeof ZOOM> = {}) {
  server.use(http.get(STATUS, () => HttpResponse.json({ ...ZOOM, ...change })));
}

function eventZoomIs(change: Partial<typeof EVENT_ZOOM> = {}) {
  server.use(http.get(OF_EVENT, () => HttpResponse.json({ ...EVENT_ZOOM, ...change })));
}

function recorded(...results: (typeof RECORDING)[]) {
  server.use(
    http.get(`${OF_EVENT}recordings/`, () => HttpResponse.json({ results, next: null, previous: null })),
  );
}

beforeEach(() => {
  eventIs({ format: 'online' });
  server.use(
    http.get('/api/organizations/', () =>
      HttpResponse.json(organizationPage({}, 'manage_events', 'manage_organization')),
    ),
  );
  zoomIs();
  eventZoomIs();
  recorded();
});

function open(path = '/org/law/integrations') {
  renderAt(path, { signedIn: true });
  return userEvent.setup();
}

describe('the connection to Zoom', () => {
  it('is made by going to Zoom', async () => {
    zoomIs({ state: 'not_connected', connected_at: null, connected_by: '' });
    accepts('post', '/api/integrations/zoom/connect/', { authorize_url: '#to-zoom' });
    const user = open();
    expect(await screen.findByText('Not connected')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Connect Zoom' }));
    await waitFor(() => expect(window.location.hash).toBe('#to-zoom'));
  });

  it('is shown, and left alone, to who may not change it', async () => {
    server.use(
      http.get('/api/organizations/', () => HttpResponse.json(organizationPage({}, 'manage_events'))),
    );
    open();
    expect(await screen.findByText(/An owner or admin/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Disconnect' })).not.toBeInTheDocument();
  });

  it('says how the visit to Zoom went', async () => {
    open('/org/law/integrations?zoom=declined');
    expect(await screen.findByText(/access was declined there/)).toBeVisible();
  });

  it('says who connected it, and is ended after a question', async () => {
    const sent = accepts('post', '/api/integrations/zoom/disconnect/', {});
    const user = open();
    expect(await screen.findByText(/Connected by Olive Owner/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Disconnect' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Disconnect Zoom' }));
    expect(dialog.getByText(/the links that people have go on working/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Disconnect' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(await screen.findByText('Zoom is disconnected.')).toBeVisible();
  });

  it('that is broken says what to do, and which events wait', async () => {
    zoomIs({
      state: 'broken',
      broken_at: '2026-11-20T10:00:00Z',
      next_step: 'Connect again to go on.',
      problems: [{ event: 'e1', title: 'Frailty at the front door', problem: 'Zoom refused.', since: null }],
    });
    open();
    expect(await screen.findByText('Zoom no longer accepts the connection')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Connect again' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Frailty at the front door' })).toBeVisible();
  });

  it('that was removed at Zoom says so, and is made again', async () => {
    zoomIs({
      state: 'removed',
      broken_at: '2026-11-20T10:00:00Z',
      removed_at: '2026-11-20T10:00:00Z',
      next_step: 'We deleted its keys. Connect again to go on.',
    });
    open();
    expect(await screen.findByText('Removed at Zoom')).toBeVisible();
    expect(screen.getByText('The app was removed at Zoom')).toBeVisible();
    expect(screen.getByText(/We deleted its keys/)).toHaveTextContent('20 November 2026');
    expect(screen.getByRole('button', { name: 'Connect again' })).toBeVisible();
  });

  it('is not offered where the installation has none', async () => {
    zoomIs({ state: 'not_offered', connected_at: null, connected_by: '' });
    open();
    expect(await screen.findByText(/has no Zoom app/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Connect Zoom' })).not.toBeInTheDocument();
  });

  it('could not be loaded, and is asked for again', async () => {
    server.use(http.get(STATUS, () => problem(503, 'unavailable'), { once: true }));
    const user = open();
    expect(await screen.findByText('Could not load your integrations')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Connected')).toBeVisible();
  });

  it('is shown without a fault that axe finds', async () => {
    open();
    await screen.findByText('Connected');
    const found = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});

describe('an event in Zoom', () => {
  const PROGRAMME = '/org/law/events/frailty/programme';

  it('shows its meetings and how many links there are', async () => {
    open(PROGRAMME);
    expect(await screen.findByText(/12 people have a link/)).toBeVisible();
    expect(screen.getByText('Ready')).toBeVisible();
  });

  it('is chosen as meetings or webinars', async () => {
    eventZoomIs({ kind: null, meetings: [] });
    const sent = accepts('put', OF_EVENT, EVENT_ZOOM);
    const user = open(PROGRAMME);
    await user.selectOptions(await screen.findByLabelText('Hold the sessions as'), 'Webinars');
    await user.click(screen.getByRole('button', { name: 'Use Zoom' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ kind: 'webinar' }));
  });

  it('leads to the connection where there is none', async () => {
    eventZoomIs({ kind: null, meetings: [] });
    zoomIs({ state: 'not_connected' });
    open(PROGRAMME);
    const link = await screen.findByRole('link', { name: 'Go to integrations' });
    expect(link).toHaveAttribute('href', '/org/law/integrations');
  });

  it('is given up after a question', async () => {
    const gone = vi.fn();
    server.use(
      http.delete(OF_EVENT, () => {
        gone();
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const user = open(PROGRAMME);
    await user.click(await screen.findByRole('button', { name: 'Stop using Zoom' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Stop using Zoom' }));
    await waitFor(() => expect(gone).toHaveBeenCalledOnce());
  });

  it('has its attendance fetched again', async () => {
    const sent = accepts('post', `${OF_EVENT}report/`, EVENT_ZOOM);
    const user = open(PROGRAMME);
    await user.click(await screen.findByRole('button', { name: 'Fetch attendance again' }));
    await waitFor(() => expect(sent).toHaveLength(1));
  });

  it('is nothing for an event without an online part', async () => {
    eventIs({ format: 'in_person' });
    open(PROGRAMME);
    expect(await screen.findByText('Why frailty hides')).toBeVisible();
    expect(screen.queryByRole('heading', { name: 'Zoom' })).not.toBeInTheDocument();
  });
});

describe('the recordings of an event', () => {
  const PROGRAMME = '/org/law/events/frailty/programme';
  const WATCH = 'Open at Zoom: Why frailty hides, Video';

  it('are listed without an address, which is asked for when one is opened', async () => {
    recorded(RECORDING, { ...RECORDING, id: 'rec2', file_type: 'CHAT', can_play: false });
    server.use(http.get(PAGE, () => HttpResponse.json({ url: 'https://zoom.example/rec/play/1' })));
    const assign = vi.fn();
    const tab = { opener: window, location: { assign }, close: vi.fn() };
    const opened = vi.spyOn(window, 'open').mockReturnValue(tab as unknown as Window);
    const user = open(PROGRAMME);
    const watch = await screen.findByRole('button', { name: WATCH });
    expect(screen.getByText(/Video · .* · 734 MB/)).toBeVisible();
    expect(screen.getByText('In your Zoom account')).toBeVisible();
    expect(screen.queryByRole('link', { name: /Why frailty/ })).not.toBeInTheDocument();
    watch.focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(assign).toHaveBeenCalledWith('https://zoom.example/rec/play/1'));
    expect(tab.opener).toBeNull();
    opened.mockRestore();
  });

  it('say when one cannot be opened', async () => {
    recorded(RECORDING);
    server.use(http.get(PAGE, () => problem(409, 'recording_has_no_page')));
    const close = vi.fn();
    const opened = vi
      .spyOn(window, 'open')
      .mockReturnValue({ location: { assign: vi.fn() }, close } as unknown as Window);
    const user = open(PROGRAMME);
    await user.click(await screen.findByRole('button', { name: WATCH }));
    expect(await screen.findByText('It failed: recording_has_no_page.')).toBeVisible();
    expect(close).toHaveBeenCalledOnce();
    opened.mockRestore();
  });

  it('are none yet, or could not be loaded', async () => {
    server.use(http.get(`${OF_EVENT}recordings/`, () => problem(503, 'unavailable'), { once: true }));
    const user = open(PROGRAMME);
    expect(await screen.findByText('Could not load the recordings')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/Nothing is recorded yet/)).toBeVisible();
  });
});
