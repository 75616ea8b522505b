import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import type { SurveyPaper, SurveyQuestion } from '@/api';

const AT = '/api/feedback/surveys/sv1/answer/';
const PLAIN = {
  about: 'whole',
  hint: '',
  scale_from: 1,
  low_label: '',
  high_label: '',
  is_required: false,
} as const;
const STARS: SurveyQuestion = {
  ...PLAIN,
  key: 'stars',
  kind: 'rating',
  prompt: 'How was the day?',
  is_required: true,
};
const WHY: SurveyQuestion = {
  ...PLAIN,
  key: 'why',
  kind: 'text',
  prompt: 'What was missing?',
  shown_if: { question: 'stars', operator: 'at_most', values: [3] },
};
const EACH: SurveyQuestion = {
  ...PLAIN,
  key: 'each',
  kind: 'nps',
  about: 'sessions',
  prompt: 'Would you recommend it?',
};
const PAPER: SurveyPaper = {
  id: 'sv1',
  title: 'How was “Frailty”?',
  intro: '',
  is_anonymous: true,
  status: 'published',
  activity: { kind: 'event', id: 'e1', slug: 'frailty', title: 'Frailty', ends_at: '2026-01-10T12:00:00Z' },
  organization: { slug: 'law', name: 'Law & Mediation Society' },
  opens_at: '2026-01-10T12:00:00Z',
  published_at: '2026-01-01T12:00:00Z',
  closed_at: null,
  state: 'open',
  questions: [STARS, WHY, EACH],
  sessions: [{ id: 's1', title: 'Why frailty hides' }],
  speakers: [],
};
let sent: { body: unknown; token: string | null }[];

beforeEach(() => {
  sent = [];
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get(AT, () => HttpResponse.json(PAPER)),
    http.post(AT, async ({ request }) => {
      sent.push({ body: await request.json(), token: new URL(request.url).searchParams.get('token') });
      return HttpResponse.json({ state: 'answered' }, { status: 201 });
    }),
  );
});

function open(query = '', signedIn = true) {
  const { place } = renderAt(`/surveys/sv1${query}`, { signedIn });
  return { user: userEvent.setup(), place };
}

describe('answering a survey', () => {
  it('says that it is anonymous, asks what follows from an answer, and thanks', async () => {
    const { user } = open();
    expect(await screen.findByText('Your answers stay anonymous')).toBeInTheDocument();
    expect(screen.queryByLabelText(/What was missing/)).not.toBeInTheDocument();
    await user.click(screen.getByRole('radio', { name: '3 stars' }));
    await user.type(screen.getByLabelText(/What was missing/), 'Coffee');
    await user.click(
      within(screen.getByRole('group', { name: 'Why frailty hides' })).getByRole('radio', { name: '9' }),
    );
    expect(screen.getByText('3 of 3 answered')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Send answers' }));
    expect(await screen.findByRole('heading', { name: 'Thank you' })).toBeInTheDocument();
    expect(sent).toEqual([{ body: { answers: { stars: 3, why: 'Coffee', 'each/s1': 9 } }, token: null }]);
  });

  it('does not send what is not asked any more', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('radio', { name: '1 star' }));
    await user.type(screen.getByLabelText(/What was missing/), 'Coffee');
    await user.click(screen.getByRole('radio', { name: '5 stars' }));
    await user.click(screen.getByRole('button', { name: 'Send answers' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ answers: { stars: 5 } }));
  });

  it('names what is missing in its place, and takes the keyboard there', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Send answers' }));
    expect(screen.getByText('Please answer this question.')).toBeVisible();
    expect(screen.getByRole('radio', { name: '1 star' })).toHaveFocus();
    await user.keyboard(' ');
    expect(screen.queryByText('Please answer this question.')).not.toBeInTheDocument();
    expect(sent).toHaveLength(0);
  });

  it('opens to a guest by the mailed link', async () => {
    const { user } = open('?token=abc', false);
    await user.click(await screen.findByRole('radio', { name: '4 stars' }));
    await user.click(screen.getByRole('button', { name: 'Send answers' }));
    await waitFor(() => expect(sent[0]?.token).toBe('abc'));
  });

  it('sends a stranger without a link to the door', async () => {
    const { place } = open('', false);
    await waitFor(() => expect(place()).toContain('/auth/sign-in?next=%2Fsurveys%2Fsv1'));
  });

  it('keeps the answers when they could not be sent', async () => {
    server.use(http.post(AT, () => HttpResponse.error()));
    const { user } = open();
    await user.click(await screen.findByRole('radio', { name: '4 stars' }));
    await user.click(screen.getByRole('button', { name: 'Send answers' }));
    expect(await screen.findByRole('alert')).toBeInTheDocument();
    expect(screen.getByRole('radio', { name: '4 stars' })).toBeChecked();
  });

  it('says so when it was answered on another screen meanwhile', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('radio', { name: '4 stars' }));
    server.use(
      http.get(AT, () => HttpResponse.json({ ...PAPER, state: 'answered', questions: [] })),
      http.post(AT, () => problem(409, 'already_answered')),
    );
    await user.click(screen.getByRole('button', { name: 'Send answers' }));
    expect(await screen.findByRole('heading', { name: 'You have answered this survey' })).toBeInTheDocument();
  });

  it.each([
    ['early', 'Not open yet'],
    ['closed', 'This survey is closed'],
  ] as const)('says why nothing can be answered: %s', async (state, title) => {
    server.use(http.get(AT, () => HttpResponse.json({ ...PAPER, state, questions: [] })));
    open();
    expect(await screen.findByRole('heading', { name: title })).toBeInTheDocument();
  });

  it('tells somebody who was not there nothing but that', async () => {
    server.use(http.get(AT, () => problem(404, 'survey_not_found')));
    open();
    expect(await screen.findByRole('heading', { name: 'No survey here for you' })).toBeInTheDocument();
  });
});

describe('the list of surveys', () => {
  it('leads to what can be answered', async () => {
    server.use(
      http.get('/api/feedback/open/', () =>
        HttpResponse.json({ results: [PAPER], next: null, previous: null }),
      ),
    );
    renderAt('/surveys', { signedIn: true });
    expect(await screen.findByRole('link', { name: PAPER.title })).toHaveAttribute('href', '/surveys/sv1');
  });

  it('says when there is nothing', async () => {
    server.use(
      http.get('/api/feedback/open/', () => HttpResponse.json({ results: [], next: null, previous: null })),
    );
    renderAt('/surveys', { signedIn: true });
    expect(await screen.findByText('Nothing to answer')).toBeInTheDocument();
  });
});
