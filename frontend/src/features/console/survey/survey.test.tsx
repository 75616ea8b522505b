import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import type { StaffSurvey, SurveyResultQuestion, SurveyResults } from '@/api';

const LIST = '/api/feedback/surveys/';
const ONE = '/api/feedback/surveys/sv1/';
const DRAFT: StaffSurvey = {
  id: 'sv1',
  title: 'How was “Frailty”?',
  intro: '',
  is_anonymous: true,
  status: 'draft',
  activity: { kind: 'event', id: 'e1', slug: 'frailty', title: 'Frailty', ends_at: null },
  organization: { slug: 'law', name: 'Law & Mediation Society' },
  opens_at: null,
  published_at: null,
  closed_at: null,
  turnout: { asked: 0, answered: 0 },
  questions: [],
  sessions: [],
  speakers: [],
};
const STARS: SurveyResultQuestion = {
  key: 'stars',
  kind: 'rating',
  about: 'whole',
  prompt: 'How was it?',
  hint: '',
  choices: [],
  scale_from: 1,
  low_label: '',
  high_label: '',
  is_required: true,
  shown_if: null,
  groups: [
    {
      target: null,
      is_hidden: false,
      answers: 5,
      average_hundredths: 436,
      counts: [
        { value: '4', text: '4', count: 3 },
        { value: '5', text: '5', count: 2 },
      ],
      nps: null,
      texts: [],
    },
  ],
};
const HIDDEN = { is_hidden: true, answers: null, average_hundredths: null, counts: [], nps: null, texts: [] };
const EACH: SurveyResultQuestion = {
  ...STARS,
  key: 'each',
  about: 'sessions',
  prompt: 'How useful was it?',
  groups: [{ ...HIDDEN, target: { id: 's1', title: 'Why frailty hides' } }],
};
const RESULTS: SurveyResults = {
  survey: { ...DRAFT, status: 'published' },
  asked: 20,
  answered: 7,
  counted: 5,
  fewest: 5,
  questions: [STARS, EACH],
};

function surveyIs(survey: StaffSurvey | null) {
  server.use(
    http.get(LIST, () => HttpResponse.json({ results: survey ? [survey] : [], next: null, previous: null })),
    http.get(ONE, () => HttpResponse.json(survey)),
    http.get(`${ONE}results/`, () => HttpResponse.json(RESULTS)),
  );
}

beforeEach(() => eventIs({ status: 'completed' }));

function open() {
  renderAt('/org/law/events/frailty/survey', { signedIn: true });
  return userEvent.setup();
}

describe('the survey of an event', () => {
  it('is begun from nothing', async () => {
    surveyIs(null);
    const sent = accepts('post', LIST, DRAFT);
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Begin a survey' }));
    await waitFor(() => expect(sent[0]?.body).toMatchObject({ event: 'e1', is_anonymous: true }));
  });

  it('saves what it asks, with the condition of a question', async () => {
    surveyIs(DRAFT);
    accepts('patch', ONE, DRAFT);
    const sent = accepts('put', `${ONE}questions/`, DRAFT);
    const user = open();
    const add = await screen.findByRole('button', { name: 'Add a question' });
    await user.click(add);
    await user.click(add);
    const [first, second] = screen.getAllByLabelText('Question');
    if (!first || !second) throw new Error('There are two questions.');
    await user.type(first, 'How was it?');
    await user.type(second, 'Why?');
    const [, kind] = screen.getAllByLabelText('Answer');
    if (!kind) throw new Error('Each question has a kind.');
    await user.selectOptions(kind, 'A text');
    await user.selectOptions(screen.getByLabelText('Asked'), 'After question 1: How was it?');
    await user.click(screen.getByRole('button', { name: 'Save draft' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    const { questions } = sent[0]?.body as { questions: { key: string }[] };
    expect(questions).toMatchObject([
      { kind: 'rating', prompt: 'How was it?', shown_if: null },
      {
        kind: 'text',
        prompt: 'Why?',
        shown_if: { question: questions[0]?.key, operator: 'at_most', values: [3] },
      },
    ]);
  });

  it('says what is missing before anything is sent', async () => {
    surveyIs(DRAFT);
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Add a question' }));
    await user.click(screen.getByRole('button', { name: 'Publish survey' }));
    expect(screen.getByText('Write the question.')).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent('nothing was saved');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('is published after asking once more, and stays a draft when that fails', async () => {
    surveyIs({ ...DRAFT, questions: [STARS] });
    server.use(http.post(`${ONE}publish/`, () => problem(422, 'survey_not_ready')));
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Publish survey' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Publish this survey?' }));
    await user.click(dialog.getByRole('button', { name: 'Publish survey' }));
    expect(await dialog.findByRole('alert')).toBeInTheDocument();
    surveyIs({ ...DRAFT, status: 'published', questions: [STARS] });
    accepts('post', `${ONE}publish/`, { ...DRAFT, status: 'published', questions: [STARS] });
    await user.click(dialog.getByRole('button', { name: 'Publish survey' }));
    expect(await screen.findByText('answered, of 20 people asked')).toBeInTheDocument();
  });
});

describe('the results of a survey', () => {
  beforeEach(() => surveyIs({ ...DRAFT, status: 'published' }));

  it('say what is hidden and why', async () => {
    open();
    expect(await screen.findByText('The results show 5 of 7 answers')).toBeInTheDocument();
    expect(screen.getByText(/five people at a time/)).toBeInTheDocument();
    const each = within(screen.getByRole('region', { name: '2. How useful was it?' }));
    expect(each.getByText('Fewer than five answers')).toBeInTheDocument();
  });

  it('stand as a chart that is read out, and as a table', async () => {
    const user = open();
    const stars = within(await screen.findByRole('region', { name: '1. How was it?' }));
    expect(stars.getByRole('img', { name: 'How was it? Most chose 4: 3.' })).toBeInTheDocument();
    expect(stars.getByText('4.3')).toBeInTheDocument();
    await user.click(stars.getByRole('button', { name: /Show as table/ }));
    expect(stars.getByRole('row', { name: '4 3' })).toBeInTheDocument();
  });

  it('end when the survey is closed', async () => {
    const sent = accepts('post', `${ONE}close/`, { ...DRAFT, status: 'closed' });
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Close survey' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Close this survey?' }));
    await user.click(dialog.getByRole('button', { name: 'Close survey' }));
    await waitFor(() => expect(sent).toHaveLength(1));
  });

  it('fail alone and can be asked for again', async () => {
    server.use(http.get(`${ONE}results/`, () => problem(500, 'unexpected')));
    open();
    expect(await screen.findByText('The results could not be loaded')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: DRAFT.title })).toBeInTheDocument();
  });
});
