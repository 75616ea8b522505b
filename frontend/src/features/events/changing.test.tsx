import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { toasts } from '@/components';
import { DETAIL } from '@/testing/events';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import type { EventProgress, EventQuestion, RegistrationDetail, Survey } from '@/api';

const PLACE: RegistrationDetail = { ...DETAIL, can_transfer: true };
const QUESTIONS: EventQuestion[] = [
  {
    id: 'q1',
    kind: 'number',
    prompt: 'Years in practice',
    hint: '',
    choices: [],
    is_required: true,
    ticket_type_ids: [],
    position: 0,
  },
  {
    id: 'q2',
    kind: 'single',
    prompt: 'What do you eat?',
    hint: '',
    choices: [
      { id: 'a', text: 'Fish' },
      { id: 'b', text: 'Rice' },
    ],
    is_required: false,
    ticket_type_ids: [],
    position: 1,
  },
];
const PROGRESS: EventProgress = {
  event: { id: 'ev1', slug: 'capacity', title: 'Capacity in practice' },
  met: false,
  clauses: [
    {
      kind: 'attendance',
      text: 'Attend at least 80% of the event',
      met: true,
      detail: 'You were there for 220 of 240 minutes (91%).',
    },
    { kind: 'survey', text: 'Answer the survey', met: false, detail: 'Not answered yet.' },
  ],
  sessions: [],
  waiting_for: null,
  issues_at: null,
  certificate: null,
  certificate_code: null,
};

beforeEach(() => {
  for (const { id } of toasts.current()) toasts.dismiss(id);
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/certificates/event-progress/', () => HttpResponse.json(PROGRESS)),
    http.get('/api/feedback/open/', () => HttpResponse.json({ results: [], next: null, previous: null })),
  );
});

function show(place: RegistrationDetail) {
  server.use(http.get('/api/registrations/r1/', () => HttpResponse.json(place)));
}

const OTHER = { name: 'Grace Hopper', email: 'grace@example.org' };

async function passOn(expected = /stops working at once/) {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Pass this place on' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Pass this place on?' }));
  expect(dialog.getByText(expected)).toBeVisible();
  await user.type(dialog.getByRole('textbox', { name: 'Name of the other person' }), OTHER.name);
  await user.type(dialog.getByRole('textbox', { name: 'Email of the other person' }), OTHER.email);
  await user.click(dialog.getByRole('button', { name: 'Pass it on' }));
  return { user, dialog };
}

describe('passing a place on', () => {
  it('says what happens, does it once, and shows what became of it', async () => {
    const sent: { body: unknown; key: string | null }[] = [];
    show(PLACE);
    server.use(
      http.post('/api/registrations/r1/transfer/', async ({ request }) => {
        sent.push({ body: await request.json(), key: request.headers.get('Idempotency-Key') });
        show({ ...PLACE, status: 'transferred', ticket: null, can_transfer: false, can_cancel: false });
        return HttpResponse.json({ status: 'transferred', successor: OTHER });
      }),
    );
    renderAt('/tickets/r1', { signedIn: true });
    await passOn(/goes to the card that paid/);
    expect(await screen.findByText('This place was passed on')).toBeVisible();
    expect(sent).toEqual([{ body: OTHER, key: expect.stringMatching(/^[0-9a-f-]{36}$/) as string }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(screen.queryByRole('button', { name: 'Pass this place on' })).not.toBeInTheDocument();
  });

  it('asks who it is before it does anything', async () => {
    show(PLACE);
    renderAt('/tickets/r1', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Pass this place on' }));
    await user.click(screen.getByRole('button', { name: 'Pass it on' }));
    const name = screen.getByRole('textbox', { name: 'Name of the other person' });
    await waitFor(() => expect(name).toHaveAccessibleDescription(/Write this person’s name/));
    expect(name).toHaveFocus();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Pass this place on' })).toHaveFocus());
  });

  it('keeps what was typed when the server refuses', async () => {
    show(PLACE);
    server.use(http.post('/api/registrations/r1/transfer/', () => problem(409, 'already_registered')));
    renderAt('/tickets/r1', { signedIn: true });
    const { dialog } = await passOn();
    expect(await dialog.findByText('It failed: already_registered.')).toBeVisible();
    expect(dialog.getByRole('textbox', { name: 'Email of the other person' })).toHaveValue(OTHER.email);
  });

  it('ends the link of a guest, and says so', async () => {
    const asked: string[] = [];
    show(PLACE);
    server.use(
      http.post('/api/registrations/r1/transfer/', ({ request }) => {
        asked.push(new URL(request.url).search);
        server.use(http.get('/api/registrations/r1/', () => problem(404, 'ticket_not_found')));
        return HttpResponse.json({ status: 'transferred', successor: OTHER });
      }),
    );
    renderAt('/tickets/r1?token=secret');
    await passOn();
    const head = await screen.findByRole('heading', {
      level: 1,
      name: 'The place now belongs to Grace Hopper',
    });
    await waitFor(() => expect(head).toHaveFocus());
    expect(asked).toEqual(['?token=secret']);
  });

  it('is not offered where it is not possible', async () => {
    show({ ...PLACE, can_transfer: false });
    renderAt('/tickets/r1', { signedIn: true });
    expect(await screen.findByRole('button', { name: 'Give up this place' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Pass this place on' })).not.toBeInTheDocument();
  });
});

describe('the answers of a place', () => {
  const ASKED: RegistrationDetail = {
    ...PLACE,
    questions: QUESTIONS,
    answers: { q1: 12, q2: 'a' },
    can_change_answers: true,
  };

  it('are shown in words and changed in place', async () => {
    const sent: unknown[] = [];
    show(ASKED);
    server.use(
      http.put('/api/registrations/r1/answers/', async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ ...ASKED, answers: { q1: 13, q2: 'b' } });
      }),
    );
    renderAt('/tickets/r1', { signedIn: true });
    const user = userEvent.setup();
    expect(await screen.findByText('Fish')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Change answers' }));
    const years = screen.getByLabelText('Years in practice');
    expect(years).toHaveFocus();
    expect(years).toHaveValue('12');
    await user.clear(years);
    await user.type(years, '13');
    await user.click(screen.getByRole('radio', { name: 'Rice' }));
    await user.click(screen.getByRole('button', { name: 'Save answers' }));
    expect(await screen.findByText('Rice')).toBeVisible();
    expect(sent).toEqual([{ answers: { q1: 13, q2: 'b' } }]);
    expect(screen.queryByRole('button', { name: 'Save answers' })).not.toBeInTheDocument();
  });

  it('that are owed are asked for', async () => {
    show({ ...ASKED, answers: {} });
    renderAt('/tickets/r1?token=secret');
    const user = userEvent.setup();
    expect(await screen.findByText('Law & Mediation Society still needs some answers.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Change answers' }));
    await user.click(screen.getByRole('button', { name: 'Save answers' }));
    const years = screen.getByLabelText('Years in practice');
    expect(years).toHaveAccessibleDescription('Please answer this question.');
    expect(years).toHaveFocus();
  });

  it('that the server refuses have its words beside them', async () => {
    show(ASKED);
    server.use(
      http.put('/api/registrations/r1/answers/', () =>
        problem(400, 'answers_not_usable', [
          { path: 'answers.q1', code: 'not_usable', message: 'Give a number.' },
        ]),
      ),
    );
    renderAt('/tickets/r1', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Change answers' }));
    await user.click(screen.getByRole('button', { name: 'Save answers' }));
    await waitFor(() =>
      expect(screen.getByLabelText('Years in practice')).toHaveAccessibleDescription('Give a number.'),
    );
  });

  it('stay as they are once the event has begun', async () => {
    show({ ...ASKED, can_change_answers: false });
    renderAt('/tickets/r1', { signedIn: true });
    expect(await screen.findByText('Fish')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Change answers' })).not.toBeInTheDocument();
  });
});

describe('the certificate of an event', () => {
  const SURVEY: Survey = {
    id: 'sv1',
    title: 'How was it?',
    intro: '',
    is_anonymous: true,
    status: 'published',
    activity: {
      kind: 'event',
      id: 'ev1',
      slug: 'capacity',
      title: 'Capacity in practice',
      ends_at: '2098-12-10T21:00:00Z',
    },
    organization: { slug: 'law', name: 'Law & Mediation Society' },
    opens_at: null,
    published_at: null,
    closed_at: null,
  };

  it('says what is lacking, and leads to the open survey', async () => {
    show(PLACE);
    server.use(
      http.get('/api/feedback/open/', () =>
        HttpResponse.json({ results: [SURVEY], next: null, previous: null }),
      ),
    );
    renderAt('/tickets/r1', { signedIn: true });
    expect(await screen.findByText('You were there for 220 of 240 minutes (91%).')).toBeVisible();
    expect(await screen.findByRole('link', { name: 'Answer the survey' })).toHaveAttribute(
      'href',
      '/surveys/sv1',
    );
    expect(screen.getByText('Once all of this is done, the certificate follows.')).toBeVisible();
  });

  it('is led to once it is in force', async () => {
    show({ ...PLACE, status: 'attended' });
    server.use(
      http.get('/api/certificates/event-progress/', () =>
        HttpResponse.json({ ...PROGRESS, met: true, certificate_code: '7KQ2M' }),
      ),
    );
    renderAt('/tickets/r1', { signedIn: true });
    expect(await screen.findByRole('link', { name: 'See certificate' })).toHaveAttribute('href', '/c/7KQ2M');
  });

  it('says until when it waits, in the words of the server', async () => {
    show({ ...PLACE, status: 'attended' });
    server.use(
      http.get('/api/certificates/event-progress/', () =>
        HttpResponse.json({
          ...PROGRESS,
          met: true,
          waiting_for: { code: 'not_time_yet', text: 'Certificates are issued a little after the event.' },
          issues_at: '2098-12-10T22:00:00Z',
        }),
      ),
    );
    renderAt('/tickets/r1', { signedIn: true });
    expect(await screen.findByText(/issued a little after the event. That is on/)).toBeVisible();
  });

  it('fails alone, and tries again', async () => {
    show(PLACE);
    server.use(http.get('/api/certificates/event-progress/', () => problem(500, 'server_error')));
    renderAt('/tickets/r1', { signedIn: true });
    expect(await screen.findByText('Could not load what the certificate asks for')).toBeVisible();
    expect(screen.getByText('ACC1.4F7.9QX')).toBeVisible();
    server.use(http.get('/api/certificates/event-progress/', () => HttpResponse.json(PROGRESS)));
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Attend at least 80% of the event')).toBeVisible();
  });

  it('is nobody else’s: a place that was booked for another says for whom instead', async () => {
    show({ ...PLACE, name: 'Ifeoma Adeyemi', for_another: true });
    renderAt('/tickets/r1', { signedIn: true });
    expect(await screen.findByText('You booked this place for them.')).toBeVisible();
    expect(screen.getByRole('complementary', { name: 'Ticket of Ifeoma Adeyemi' })).toBeVisible();
    expect(screen.queryByRole('heading', { name: 'For the certificate' })).not.toBeInTheDocument();
  });
});
