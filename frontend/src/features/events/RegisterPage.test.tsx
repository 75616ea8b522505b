import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { EVENT, PLACE } from '@/testing/events';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME, QUOTE } from '@/testing/samples';
import { server } from '@/testing/server';

import type { EventDetail, EventQuestion, FieldProblem, RegisterInput } from '@/api';

const QUESTION: EventQuestion = {
  id: 'q1',
  kind: 'text',
  prompt: 'Registration number',
  hint: '',
  choices: [],
  is_required: true,
  ticket_type_ids: [],
  position: 0,
};
const FREE: EventDetail = {
  ...EVENT,
  tickets: EVENT.tickets.slice(0, 1).map((ticket) => ({ ...ticket, price: null })),
  questions: [QUESTION],
};

function open(event: EventDetail, answer: () => Response) {
  const sent: { body: RegisterInput; key: string | null }[] = [];
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/registrations/', () => HttpResponse.json({ results: [], next: null, previous: null })),
    http.get('/api/events/capacity/', () => HttpResponse.json(event)),
    http.get('/api/events/capacity/availability/', () =>
      HttpResponse.json({ tickets: event.tickets.map(({ id, state, left }) => ({ id, state, left })) }),
    ),
    http.get('/api/registrations/unlocked-tickets/', () => HttpResponse.json({ tickets: [] })),
    http.post('/api/billing/quote/', async ({ request }) => {
      const { items, promo_code: code } = (await request.json()) as {
        items: { item_id: string }[];
        promo_code: string;
      };
      if (code === 'NOPE') return problem(422, 'promo_code_unknown');
      const lines = items.map(({ item_id: id }) => {
        const price = event.tickets.find((ticket) => ticket.id === id)?.price;
        return { ...QUOTE.lines[0], item_id: id, list_price: price, total: price };
      });
      return HttpResponse.json({ ...QUOTE, lines, promo_code: code });
    }),
    http.post('/api/registrations/register/', async ({ request }) => {
      sent.push({
        body: (await request.json()) as RegisterInput,
        key: request.headers.get('Idempotency-Key'),
      });
      return answer();
    }),
  );
  return sent;
}

const fails =
  (status: number, code: string, errors: FieldProblem[] = []) =>
  () =>
    problem(status, code, errors) as Response;
const confirmed = () =>
  HttpResponse.json({ registrations: [PLACE], order: null, checkout_url: null }, { status: 201 }) as Response;

function second(name: string): HTMLElement {
  const [, field] = screen.getAllByRole('textbox', { name });
  if (!field) throw new Error(`there is one ${name} only`);
  return field;
}

describe('registering', () => {
  it('takes a guest without an account, and says that there is a place', async () => {
    const sent = open(FREE, confirmed);
    renderAt('/events/capacity/register');
    const user = userEvent.setup();
    await user.type(await screen.findByRole('textbox', { name: 'Full name' }), 'Amara Okafor');
    expect(screen.getByText('You need no account to register')).toBeVisible();
    await user.type(screen.getByRole('textbox', { name: 'Email' }), 'amara@example.org');
    await user.type(screen.getByRole('textbox', { name: 'Registration number' }), 'APC 204');
    await user.click(screen.getByRole('button', { name: 'Register' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'You have a place' })).toHaveFocus();
    expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent[0]?.body).toEqual({
      event: 'capacity',
      attendees: [
        { ticket_type: 't1', name: 'Amara Okafor', email: 'amara@example.org', answers: { q1: 'APC 204' } },
      ],
      promo_code: '',
    });
  });

  it('begins with me, and asks once for what is missing', async () => {
    const sent = open(FREE, confirmed);
    renderAt('/events/capacity/register', { signedIn: true });
    expect(await screen.findByRole('textbox', { name: 'Email' })).toHaveValue(ME.email);
    expect(screen.getByRole('textbox', { name: 'Full name' })).toHaveValue(ME.display_name);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Register' }));
    const field = screen.getByRole('textbox', { name: 'Registration number' });
    await waitFor(() => expect(field).toHaveFocus());
    expect(field).toHaveAccessibleDescription('Please answer this question.');
    expect(sent).toHaveLength(0);
  });

  it('asks each question in the way of its kind', async () => {
    const choices = [
      { id: 'a', text: 'Vegan' },
      { id: 'b', text: 'Anything' },
    ];
    const ask = (kind: EventQuestion['kind'], required = false): EventQuestion => ({
      ...QUESTION,
      id: kind,
      kind,
      prompt: `A ${kind}`,
      is_required: required,
      choices,
    });
    const kinds = ['text', 'long_text', 'single', 'multiple', 'number', 'date', 'email', 'phone'] as const;
    const sent = open(
      { ...FREE, questions: [...kinds.map((kind) => ask(kind)), ask('yes_no', true)] },
      confirmed,
    );
    renderAt('/events/capacity/register', { signedIn: true });
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText(/^A text/), 'one');
    await user.type(screen.getByLabelText(/^A long_text/), 'two');
    await user.click(screen.getByRole('radio', { name: 'Anything' }));
    await user.click(screen.getByRole('checkbox', { name: 'Vegan' }));
    await user.type(screen.getByLabelText(/^A number/), '12,5');
    await user.type(screen.getByLabelText(/^A date/), '2026-01-31');
    await user.type(screen.getByLabelText(/^A email/), 'a@b.org');
    await user.type(screen.getByLabelText(/^A phone/), '+44 20');
    await user.click(screen.getByRole('checkbox', { name: 'A yes_no' }));
    await user.click(screen.getByRole('button', { name: 'Register' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body.attendees[0]?.answers).toEqual({
      text: 'one',
      long_text: 'two',
      single: 'b',
      multiple: ['a'],
      number: 12.5,
      date: '2026-01-31',
      email: 'a@b.org',
      phone: '+44 20',
      yes_no: true,
    });
  });

  it('puts what the server says beside the field of that person', async () => {
    open(
      { ...FREE, questions: [{ ...QUESTION, is_required: false }] },
      fails(400, 'answers_not_usable', [
        { path: 'attendees.1.answers.q1', code: 'not_usable', message: 'Write up to 300 characters.' },
        { path: 'attendees.1.name', code: 'required', message: 'Give the name of this person.' },
      ]),
    );
    renderAt('/events/capacity/register', { signedIn: true });
    const user = userEvent.setup();
    await user.selectOptions(await screen.findByRole('combobox', { name: /In person/ }), '2');
    await user.type(second('Full name'), 'Ifeoma');
    await user.type(second('Email'), 'ife@example.org');
    await user.click(screen.getByRole('button', { name: 'Register' }));
    const [mine, theirs] = await screen.findAllByRole('textbox', { name: /Registration number/ });
    await waitFor(() => expect(theirs).toHaveAccessibleDescription('Write up to 300 characters.'));
    expect(mine).not.toHaveAttribute('aria-invalid');
    const name = screen.getAllByRole('textbox', { name: 'Full name' })[1];
    await waitFor(() => expect(name).toHaveFocus());
    expect(name).toHaveValue('Ifeoma');
  });

  it.each([
    ['sold_out', 'There are not enough places left'],
    ['already_registered', 'One of these people has a place already'],
    ['registration_closed', 'Registration has just closed'],
    ['ticket_not_on_sale', 'One of these tickets is not on sale now'],
  ])('explains %s, and keeps what was typed', async (code, title) => {
    const sent = open({ ...FREE, questions: [] }, fails(409, code));
    renderAt('/events/capacity/register', { signedIn: true });
    const user = userEvent.setup();
    await user.type(await screen.findByRole('textbox', { name: 'Full name' }), ' the Second');
    await user.click(screen.getByRole('button', { name: 'Register' }));
    expect(await screen.findByText(title)).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Full name' })).toHaveValue('Amara Okafor the Second');
    await user.click(screen.getByRole('button', { name: 'Register' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.key).not.toBe(sent[0]?.key);
  });

  it('adds the prices up, and checks a code before it counts', async () => {
    open(EVENT, fails(503, 'payment_provider_unavailable'));
    renderAt('/events/capacity/register?ticket=t1', { signedIn: true });
    const user = userEvent.setup();
    await user.selectOptions(await screen.findByRole('combobox', { name: /Online/ }), '1');
    expect(await screen.findByText('£230.00')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Have a code?' }));
    await user.type(screen.getByRole('textbox', { name: 'Promo code' }), 'NOPE{Enter}');
    expect(await screen.findByText('It failed: promo_code_unknown.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Continue to payment' })).toBeVisible();
    expect(screen.getByRole('combobox', { name: /Number of tickets: In person/ })).toHaveValue('1');
  });

  it('does not open where registration is closed', async () => {
    open({ ...FREE, status: 'cancelled' }, confirmed);
    renderAt('/events/capacity/register');
    expect(await screen.findByRole('heading', { level: 1, name: 'You cannot register now' })).toBeVisible();
  });

  it('tries again when the event could not be loaded', async () => {
    open(FREE, confirmed);
    server.use(http.get('/api/events/capacity/', () => problem(500, 'server_error')));
    renderAt('/events/capacity/register');
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
