import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { GATE } from '../eventGate/samples';
import { FIGURES, OVER } from '../eventOverview/samples';
import { organizationPage } from '../courses/samples';

import { LANE, SESSION, accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

const PAST = { ...SESSION, starts_at: '2026-11-10T09:30:00Z', ends_at: '2026-11-10T10:30:00Z' };
const LANES = '/api/registrations/attendance/e1/';
const FIX = `${LANES}intervals/`;

beforeEach(() => {
  eventIs({
    status: 'completed',
    sessions: [PAST],
    starts_at: PAST.starts_at,
    ends_at: PAST.ends_at,
  });
  server.use(http.get(LANES, () => HttpResponse.json({ results: [LANE], next: null, previous: null })));
});

function open(query = '') {
  renderAt(`/org/law/events/frailty/attendance${query}`, { signedIn: true });
  return userEvent.setup();
}

describe('attendance', () => {
  it('is a lane a person, which says in words what it draws', async () => {
    open();
    expect(
      await screen.findByRole('img', { name: 'Why frailty hides: 45 min, 75%, end never told' }),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: /Priya Raman/ })).toBeVisible();
    expect(screen.getByText(/^Final\./)).toBeVisible();
  });

  it('says how many came, and whose percent is enough', async () => {
    server.use(
      http.get('/api/organizations/', () =>
        HttpResponse.json(organizationPage({}, 'manage_events', 'view_certificates')),
      ),
      http.get('/api/events/e1/figures/', () => HttpResponse.json({ ...FIGURES, presence: OVER.presence })),
      http.get('/api/certificates/events/e1/gate/', () => HttpResponse.json(GATE)),
    );
    open();
    expect(await screen.findByText(/18 took part · 7 in the room, 11 online/)).toBeVisible();
    expect(await screen.findByText('short')).toBeInTheDocument();
    expect(screen.getByText('In the room')).toBeVisible();
  });

  it('opens session by session, with gaps and lost ends', async () => {
    open('?person=r1');
    const sheet = within(await screen.findByRole('dialog', { name: 'Priya Raman' }));
    expect(sheet.getByText('45 min of 1 h')).toBeVisible();
    expect(sheet.getByText('Not there 10:15 to 10:30')).toBeVisible();
    expect(sheet.getByText(/^The end was never told/)).toBeVisible();
  });

  it('is replaced with a reason', async () => {
    const sent = accepts('post', FIX, LANE);
    const user = open('?person=r1');
    await user.click(await screen.findByRole('button', { name: 'Replace 09:30 to 10:15' }));
    const until = await screen.findByLabelText('Until');
    expect(until).toHaveValue('2026-11-10T10:15');
    await user.clear(until);
    await user.type(until, '2026-11-10T10:30');
    await user.click(screen.getByRole('button', { name: 'Replace' }));
    expect(screen.getByText('Write the reason.')).toBeVisible();
    await user.type(screen.getByLabelText('Reason'), 'Signed the list.');
    await user.click(screen.getByRole('button', { name: 'Replace' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({
      registration: 'r1',
      reason: 'Signed the list.',
      starts_at: '2026-11-10T09:30:00Z',
      ends_at: '2026-11-10T10:30:00Z',
      session: null,
      replaces: 'i1',
    });
  });

  it('is added in a session’s own times', async () => {
    const sent = accepts('post', FIX, LANE);
    const user = open('?person=r1');
    await user.click(await screen.findByRole('button', { name: 'Add times' }));
    await user.selectOptions(await screen.findByLabelText('Counts in'), 'Why frailty hides');
    await user.type(screen.getByLabelText('Reason'), 'Signed the list.');
    await user.click(screen.getByRole('button', { name: 'Add times' }));
    await waitFor(() =>
      expect(sent[0]?.body).toMatchObject({
        starts_at: '2026-11-10T09:30:00Z',
        ends_at: '2026-11-10T10:30:00Z',
        session: 's1',
        replaces: null,
      }),
    );
  });

  it('that was told wrongly is taken out', async () => {
    const sent = accepts('post', FIX, LANE);
    const user = open('?person=r1');
    await user.click(await screen.findByRole('button', { name: 'Take out 09:30 to 10:15' }));
    await user.type(await screen.findByLabelText('Reason'), 'Somebody else’s ticket.');
    await user.click(screen.getByRole('button', { name: 'Take out' }));
    await waitFor(() =>
      expect(sent[0]?.body).toEqual({
        registration: 'r1',
        reason: 'Somebody else’s ticket.',
        replaces: 'i1',
      }),
    );
  });

  it('says before the day what will appear and when', async () => {
    const later = { ...SESSION, starts_at: '2099-12-10T09:30:00Z', ends_at: '2099-12-10T10:30:00Z' };
    eventIs({ status: 'published', sessions: [later] });
    open();
    expect(await screen.findByText('Nobody has been here yet')).toBeVisible();
    expect(screen.getByText(/From Thu 10 Dec 2099, 09:30 GMT on/)).toBeVisible();
  });

  it('could not be loaded, and is asked for again', async () => {
    server.use(http.get(LANES, () => problem(503, 'unavailable'), { once: true }));
    const user = open();
    expect(await screen.findByText('Could not load the attendance')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: /Priya Raman/ })).toBeVisible();
  });
});
