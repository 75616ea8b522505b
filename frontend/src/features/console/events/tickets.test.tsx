import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { EVENT, TICKET, accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

beforeEach(() => eventIs());

function open() {
  renderAt('/org/law/events/frailty/tickets', { signedIn: true });
  return userEvent.setup();
}

const choose = async (user: ReturnType<typeof userEvent.setup>, of: string, name: string) => {
  await user.click(await screen.findByRole('button', { name: `More for ${of}` }));
  await user.click(await screen.findByRole('menuitem', { name }));
};

describe('tickets', () => {
  it('stand beside the places that they take', async () => {
    open();
    expect(await screen.findByText('12 of 40 taken')).toBeVisible();
    expect(screen.getByText('In person · Main hall · 1 to 10 an order')).toBeVisible();
    expect(screen.getByText('£85')).toBeVisible();
  });

  it('cost what is written, and nothing that cannot be read', async () => {
    const sent = accepts('post', '/api/events/e1/ticket-types/', TICKET);
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Add ticket' }));
    await user.type(screen.getByLabelText('Name'), 'Student');
    await user.click(screen.getByRole('radio', { name: 'Paid' }));
    await user.type(screen.getByLabelText('Price in GBP'), 'ten');
    await user.click(screen.getByRole('button', { name: 'Add ticket' }));
    expect(screen.getByText('Write an amount such as 120 or 120.50.')).toBeVisible();
    await user.clear(screen.getByLabelText('Price in GBP'));
    await user.type(screen.getByLabelText('Price in GBP'), '12.50');
    await user.click(screen.getByRole('button', { name: 'Add ticket' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({
      name: 'Student',
      price: { amount: 1250, currency: 'GBP' },
      mode: 'in_person',
      capacity: 'cap1',
    });
  });

  it('are taken off sale for good', async () => {
    const sent = accepts('delete', '/api/events/e1/ticket-types/t1/', TICKET);
    const user = open();
    await choose(user, 'Standard', 'Take off sale');
    await user.click(screen.getByRole('button', { name: 'Take off sale' }));
    await waitFor(() => expect(sent).toHaveLength(1));
  });

  it('wait for places', async () => {
    eventIs({ capacities: [], tickets: [] });
    open();
    expect(await screen.findByText('Add places first; then tickets can take from them.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add ticket' })).not.toBeInTheDocument();
  });
});

describe('places', () => {
  it('may be without limit', async () => {
    const sent = accepts('put', '/api/events/e1/capacities/cap1/', EVENT.capacities[0] ?? {});
    const user = open();
    await choose(user, 'Main hall', 'Edit');
    await user.click(screen.getByRole('radio', { name: 'No limit' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ name: 'Main hall', size: null }));
  });

  it('are not fewer than are taken', async () => {
    server.use(http.put('/api/events/e1/capacities/cap1/', () => problem(409, 'capacity_below_taken')));
    const user = open();
    await choose(user, 'Main hall', 'Edit');
    await user.clear(screen.getByLabelText('Number of places'));
    await user.type(screen.getByLabelText('Number of places'), '3');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('It failed: capacity_below_taken.')).toBeVisible();
    expect(screen.getByLabelText('Number of places')).toHaveValue('3');
  });
});

describe('questions', () => {
  it('with choices need two of them', async () => {
    const sent = accepts('post', '/api/events/e1/questions/', {});
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Add question' }));
    await user.selectOptions(screen.getByLabelText('Answer'), 'One of several choices');
    await user.type(screen.getByLabelText('Question'), 'What do you eat?');
    await user.type(screen.getByLabelText('Choices'), 'Everything');
    await user.click(screen.getByRole('button', { name: 'Add question' }));
    expect(screen.getByText('Write at least two choices.')).toBeVisible();
    await user.type(screen.getByLabelText('Choices'), '{enter}No meat');
    await user.click(screen.getByRole('button', { name: 'Add question' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({
      kind: 'single',
      prompt: 'What do you eat?',
      choices: [{ text: 'Everything' }, { text: 'No meat' }],
      is_required: true,
    });
  });
});
