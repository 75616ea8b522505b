import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { EVENT, accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

beforeEach(() => eventIs());

function open() {
  renderAt('/org/law/events/frailty/details', { signedIn: true });
  return userEvent.setup();
}

describe('the details of an event', () => {
  it('are saved with refund steps in falling order and times of the zone', async () => {
    const sent = accepts('patch', '/api/events/e1/', EVENT);
    const user = open();
    const closes = await screen.findByLabelText(/^Closes/);
    await user.type(closes, '2026-07-01T18:00');
    for (const [index, hours, percent] of [
      [0, '24', '50'],
      [1, '168', '100'],
    ] as const) {
      await user.click(screen.getByRole('button', { name: 'Add a step' }));
      await user.type(screen.getAllByLabelText('Hours before')[index] ?? document.body, hours);
      await user.type(screen.getAllByLabelText('Percent back')[index] ?? document.body, percent);
    }
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({
      registration_closes_at: '2026-07-01T17:00:00Z',
      refund_tiers: [
        { hours_before: 168, percent: 100 },
        { hours_before: 24, percent: 50 },
      ],
    });
    expect(await screen.findByText(/^Saved/)).toBeVisible();
  });

  it('ask for a link only where people join by one', async () => {
    const user = open();
    expect(await screen.findByLabelText('Venue')).toBeVisible();
    expect(screen.queryByLabelText(/^Link to join/)).not.toBeInTheDocument();
    await user.click(screen.getByRole('radio', { name: 'Online' }));
    expect(screen.queryByLabelText('Venue')).not.toBeInTheDocument();
    await user.type(screen.getByLabelText(/^Link to join/), 'zoom');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText(/begins with https/)).toBeVisible();
    expect(screen.getByText('Some fields above need another look.')).toBeVisible();
  });

  it('tell the registered of another place, with a message', async () => {
    eventIs({ status: 'published' });
    const sent = accepts('patch', '/api/events/e1/', EVENT);
    const user = open();
    await user.type(await screen.findByLabelText('Venue'), ' East');
    await user.type(screen.getByLabelText(/^Message about the change/), 'Next door.');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(sent[0]?.body).toMatchObject({ venue_name: 'Friends House East', note: 'Next door.' }),
    );
  });

  it('carry what people will be able to do, line by line, and the language', async () => {
    const sent = accepts('patch', '/api/events/e1/', EVENT);
    const user = open();
    await user.click(await screen.findByLabelText(/^What people will be able to do/));
    await user.paste('Spot frailty early\n\n Say it clearly ');
    await user.selectOptions(screen.getByLabelText('Language'), 'German');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(sent[0]?.body).toMatchObject({
        outcomes: ['Spot frailty early', 'Say it clearly'],
        language: 'de',
      }),
    );
  });

  it('take no more lines than a page can hold', async () => {
    eventIs({ outcomes: Array.from({ length: 21 }, (_, index) => `Line ${String(index)}`) });
    const sent = accepts('patch', '/api/events/e1/', EVENT);
    const user = open();
    await user.type(await screen.findByLabelText('Title'), ' again');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText('At most twenty lines, and 200 characters in each.')).toBeVisible();
    expect(sent).toHaveLength(0);
  });

  it('stay written when the server refuses them', async () => {
    server.use(http.patch('/api/events/e1/', () => problem(503, 'unavailable')));
    const user = open();
    await user.type(await screen.findByLabelText('Title'), ' again');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByLabelText('Title')).toHaveValue('Frailty at the front door again');
  });

  it('of a cancelled event are looked at, not changed', async () => {
    eventIs({ status: 'cancelled', cancel_reason: 'The speaker is ill.' });
    open();
    expect(await screen.findByText('The speaker is ill.')).toBeVisible();
    expect(screen.getByLabelText('Title')).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument();
  });
});

describe('the picture of an event', () => {
  function takesUpload() {
    const upload = {
      id: 'u1',
      purpose: 'thumbnail',
      status: 'ready',
      file_name: 'hall.png',
      problem: '',
      poster_url: null,
    };
    const slot = { url: `${window.location.origin}/files/upload/u1`, method: 'PUT', headers: {} };
    server.use(
      http.post('/api/media/uploads/', () => HttpResponse.json({ ...upload, slot }, { status: 201 })),
      http.put('/files/upload/u1', () => new HttpResponse(null, { status: 200 })),
      http.post('/api/media/uploads/u1/finalize/', () => HttpResponse.json(upload, { status: 202 })),
    );
  }
  const chosen = new File(['colours'], 'hall.png', { type: 'image/png' });

  it('is saved by itself once it is checked, and what was typed stays', async () => {
    takesUpload();
    const sent = accepts('patch', '/api/events/e1/', EVENT);
    const user = open();
    await user.type(await screen.findByLabelText('Title'), ' again');
    eventIs({ cover_url: '/files/public/hall.webp' });
    await user.upload(await screen.findByLabelText('Picture file', { selector: 'input[type=file]' }), chosen);
    expect(await screen.findByRole('img', { name: 'Picture of “Frailty at the front door”' })).toBeVisible();
    expect(sent[0]?.body).toEqual({ cover: 'u1' });
    expect(screen.getByLabelText('Title')).toHaveValue('Frailty at the front door again');
  });

  it('is taken away again', async () => {
    eventIs({ cover_url: '/files/public/hall.webp' });
    const sent = accepts('patch', '/api/events/e1/', EVENT);
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Remove picture' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ cover: null }));
  });

  it('can be tried again when the server did not keep it', async () => {
    takesUpload();
    server.use(http.patch('/api/events/e1/', () => problem(503, 'unavailable')));
    const user = open();
    await user.upload(await screen.findByLabelText('Picture file', { selector: 'input[type=file]' }), chosen);
    const again = await screen.findByRole('button', { name: 'Try again' });
    const sent = accepts('patch', '/api/events/e1/', EVENT);
    await user.click(again);
    await waitFor(() => expect(sent[0]?.body).toEqual({ cover: 'u1' }));
  });
});
