import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { SESSION, accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

beforeEach(() => eventIs());

function open() {
  renderAt('/org/law/events/frailty/programme', { signedIn: true });
  return userEvent.setup();
}

const choose = async (user: ReturnType<typeof userEvent.setup>, name: string) => {
  await user.click(await screen.findByRole('button', { name: 'More for Why frailty hides' }));
  await user.click(await screen.findByRole('menuitem', { name }));
};

describe('the programme', () => {
  it('stands by day, on the clocks of the zone, with room and speakers', async () => {
    eventIs({ time_zone: 'Europe/Berlin' });
    open();
    expect(await screen.findByRole('heading', { name: /^Thu 10 Dec/ })).toBeVisible();
    expect(screen.getByText('10:30 to 11:30')).toBeVisible();
    expect(await screen.findByText('Hall · Helen Marsh')).toBeVisible();
  });

  it('grows by a session that begins where the last one ended', async () => {
    const sent = accepts('post', '/api/events/e1/sessions/', SESSION);
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Add session' }));
    expect(screen.getByLabelText('Begins')).toHaveValue('2026-12-10T12:00');
    expect(screen.getByLabelText('Ends')).toHaveValue('2026-12-10T13:00');
    await user.type(screen.getByLabelText('Title'), 'Cases together');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Choose somebody' }), 'Helen Marsh');
    await user.click(screen.getByRole('button', { name: 'Add session' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({
      title: 'Cases together',
      starts_at: '2026-12-10T12:00:00Z',
      ends_at: '2026-12-10T13:00:00Z',
      speakers: ['sp1'],
    });
  });

  it('gives somebody new a card', async () => {
    const made = { id: 'sp2', name: 'Marek Nowak', headline: '', bio: '', photo_url: null };
    const sent = accepts('post', '/api/events/speakers/', made);
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Add session' }));
    await user.click(screen.getByRole('button', { name: 'New speaker' }));
    await user.type(screen.getByLabelText('Name'), 'Marek Nowak');
    await user.click(screen.getByRole('button', { name: 'Add speaker' }));
    await waitFor(() => expect(sent[0]?.body).toMatchObject({ name: 'Marek Nowak' }));
    await waitFor(() => expect(screen.queryByLabelText('Name')).not.toBeInTheDocument());
  });

  it('changes the card of somebody who speaks, everywhere', async () => {
    const sent = accepts('patch', '/api/events/speakers/sp1/', {
      id: 'sp1',
      name: 'Dame Helen Marsh',
      headline: '',
      bio: '',
      photo_url: null,
    });
    const user = open();
    await choose(user, 'Edit');
    await user.click(await screen.findByRole('button', { name: 'Edit Helen Marsh' }));
    const card = within(screen.getByRole('group', { name: 'Edit Helen Marsh' }));
    await user.clear(card.getByLabelText('Name'));
    await user.click(card.getByRole('button', { name: 'Save' }));
    expect(card.getByText('Write a name.')).toBeVisible();
    await user.type(card.getByLabelText('Name'), 'Dame Helen Marsh');
    await user.click(card.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent[0]?.body).toMatchObject({ name: 'Dame Helen Marsh' }));
    await waitFor(() =>
      expect(screen.queryByRole('group', { name: 'Edit Helen Marsh' })).not.toBeInTheDocument(),
    );
  });

  it('counts other times for a session, with the reason', async () => {
    const sent = accepts('put', '/api/events/e1/sessions/s1/window/', SESSION);
    const user = open();
    await choose(user, 'Count other times');
    await user.click(screen.getByRole('button', { name: 'Count these times' }));
    expect(screen.getByText('Write the reason.')).toBeVisible();
    await user.type(screen.getByLabelText('Reason'), 'A late train.');
    await user.click(screen.getByRole('button', { name: 'Count these times' }));
    await waitFor(() => expect(sent[0]?.body).toMatchObject({ reason: 'A late train.' }));
  });

  it('keeps a session that cannot be deleted, and says why', async () => {
    server.use(http.delete('/api/events/e1/sessions/s1/', () => problem(409, 'session_in_use')));
    const user = open();
    await choose(user, 'Delete');
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('It failed: session_in_use.')).toBeVisible();
  });

  it('is empty at first', async () => {
    eventIs({ sessions: [], starts_at: null, ends_at: null });
    open();
    expect(await screen.findByText('No programme yet')).toBeVisible();
    expect(screen.getByText('No times yet')).toBeVisible();
  });
});
