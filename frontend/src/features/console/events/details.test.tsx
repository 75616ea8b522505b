import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http } from 'msw';
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
