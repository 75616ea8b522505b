import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { pass, watchClock } from '@/testing/clock';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ARTICLE, COURSE, LEARN, ME } from '@/testing/samples';
import { server } from '@/testing/server';

import { AUTOSAVE_MS } from './useDraft';

import type { Assignment, Lesson, Work, WorkVersion } from '@/api';

const RUBRIC: Assignment['rubric'] = [
  {
    id: 'reasoning',
    title: 'Reasoning',
    description: 'Whether each step follows.',
    points: 10,
    levels: [
      { title: 'Complete', description: 'Every step is stated.', points: 10 },
      { title: 'Missing', description: '', points: 0 },
    ],
  },
];
const ASSIGNMENT: Assignment = {
  takes_text: true,
  files_allowed: 2,
  rubric: RUBRIC,
  total_points: 10,
  pass_percent: 70,
  attempts_allowed: 2,
  due_at: null,
};
const LESSON: Lesson = {
  ...ARTICLE,
  id: 'l2',
  title: 'One page',
  kind: 'assignment',
  body_html: '<p>Write one page.</p>',
  assignment: ASSIGNMENT,
};
const DRAFT: WorkVersion = {
  id: 's1',
  number: 1,
  status: 'draft',
  text: 'I would ask',
  files: [],
  rubric: [],
  pass_percent: null,
  marks: [],
  comment: '',
  score_percent: null,
  passed: false,
  submitted_at: null,
  decided_at: null,
  saved_at: '2026-11-22T10:00:00Z',
  is_late: false,
  decided_by: null,
};
const SUBMITTED: WorkVersion = {
  ...DRAFT,
  status: 'submitted',
  text: 'I would ask her.',
  rubric: RUBRIC,
  pass_percent: 70,
  submitted_at: '2026-11-22T10:05:00Z',
};
const GRADED: WorkVersion = {
  ...SUBMITTED,
  status: 'graded',
  marks: [{ criterion: 'reasoning', points: 8, comment: 'Say the last step.' }],
  comment: 'Clear and honest.',
  score_percent: 80,
  passed: true,
  decided_at: '2026-11-23T10:00:00Z',
  decided_by: 'Helen Marsh',
};
const EMPTY: Work = { lesson_id: 'l2', turn: 'write', attempts_left: 2, versions: [] };
const ADDRESS = '/api/courses/assignment/l2';

let work: Work;
let kept: { text: string; files: string[] }[];

beforeEach(() => {
  work = EMPTY;
  kept = [];
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/courses/course/consent/', () => HttpResponse.json(COURSE)),
    http.get('/api/courses/course/consent/learn/', () => HttpResponse.json(LEARN)),
    http.get('/api/courses/course_lessons/l2/', () => HttpResponse.json(LESSON)),
    http.get('/api/certificates/progress/', () => problem(404, 'not_enrolled')),
    http.get(`${ADDRESS}/work/`, () => HttpResponse.json(work)),
    http.put(`${ADDRESS}/draft/`, async ({ request }) => {
      const body = (await request.json()) as { text: string; files: string[] };
      kept.push(body);
      work = { ...EMPTY, versions: [{ ...DRAFT, text: body.text }] };
      return HttpResponse.json(work);
    }),
  );
});

function open() {
  renderAt('/learn/consent/l2', { signedIn: true });
  return userEvent.setup();
}

describe('an assignment', () => {
  it('says what is asked for and how it is graded', async () => {
    open();
    expect(await screen.findByText('Write one page.')).toBeVisible();
    expect(screen.getByText('Hand in a text, up to 2 files, or both')).toBeVisible();
    expect(screen.getByText('70% of 10 points to pass')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Reasoning' })).toBeVisible();
    expect(screen.getByText(/Every step is stated/)).toBeVisible();
  });

  it('keeps the draft by itself while it is written', async () => {
    watchClock();
    const user = open();
    const field = await screen.findByRole('textbox', { name: /Your text/ });
    expect(screen.getByRole('button', { name: 'Hand in' })).toBeDisabled();
    await user.type(field, 'I would ask her.');
    expect(screen.getByText('Not kept yet')).toBeVisible();
    await pass(AUTOSAVE_MS);
    expect(await screen.findByText(/Draft kept at/)).toBeVisible();
    expect(kept).toEqual([{ text: 'I would ask her.', files: [] }]);
    expect(field).toHaveValue('I would ask her.');
  });

  it('keeps the text on the page when it could not be kept, and tries again', async () => {
    let refused = 0;
    server.use(
      http.put(`${ADDRESS}/draft/`, () => {
        refused += 1;
        return refused === 1 ? HttpResponse.error() : HttpResponse.json({ ...EMPTY, versions: [DRAFT] });
      }),
    );
    watchClock();
    const user = open();
    const field = await screen.findByRole('textbox', { name: /Your text/ });
    await user.type(field, 'Mine');
    await pass(AUTOSAVE_MS);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Your draft is on this page but not kept yet');
    expect(field).toHaveValue('Mine');
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/Draft kept at/)).toBeVisible();
  });

  it('is handed in after a question, as it is on the screen', async () => {
    let sent: unknown;
    work = { ...EMPTY, versions: [DRAFT] };
    server.use(
      http.post(`${ADDRESS}/submit/`, async ({ request }) => {
        sent = await request.json();
        work = { ...EMPTY, turn: 'wait', versions: [SUBMITTED] };
        return HttpResponse.json(work);
      }),
    );
    const user = open();
    const field = await screen.findByRole('textbox', { name: /Your text/ });
    expect(field).toHaveValue('I would ask');
    await user.type(field, ' her.');
    await user.click(screen.getByRole('button', { name: 'Hand in' }));
    const dialog = await screen.findByRole('dialog', { name: 'Hand in your work?' });
    await user.click(within(dialog).getByRole('button', { name: 'Hand in' }));
    expect(await screen.findByText('Handed in, and waiting to be graded')).toBeVisible();
    expect(sent).toEqual({ text: 'I would ask her.', files: [] });
    expect(screen.queryByRole('textbox', { name: /Your text/ })).not.toBeInTheDocument();
    expect(screen.getByText('I would ask her.')).toBeVisible();
  });

  it('says why handing in failed and keeps everything', async () => {
    work = { ...EMPTY, versions: [DRAFT] };
    server.use(http.post(`${ADDRESS}/submit/`, () => problem(409, 'illegal_transition')));
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Hand in' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Hand in' }));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByRole('textbox', { name: /Your text/ })).toHaveValue('I would ask');
  });

  it('shows the grade with what was said of each criterion', async () => {
    work = { ...EMPTY, turn: 'done', versions: [GRADED] };
    open();
    expect(await screen.findByText('Passed with 80%')).toBeVisible();
    expect(screen.getByText('Clear and honest.')).toBeVisible();
    expect(screen.getByText('Say the last step.')).toBeVisible();
    expect(screen.getByText('8 of 10 points')).toBeVisible();
  });

  it('begins a new version with what was returned', async () => {
    work = {
      ...EMPTY,
      versions: [
        { ...SUBMITTED, status: 'returned', comment: 'Say who decided.', decided_by: 'Helen Marsh' },
      ],
    };
    watchClock();
    const user = open();
    expect(await screen.findByText('Helen Marsh has returned it and asks for a new version')).toBeVisible();
    expect(screen.getByText('Say who decided.')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Version 2' })).toBeVisible();
    const field = screen.getByRole('textbox', { name: /Your text/ });
    expect(field).toHaveValue('I would ask her.');
    await user.type(field, ' She did.');
    await pass(AUTOSAVE_MS);
    await waitFor(() => expect(kept).toHaveLength(1));
    expect(kept[0]?.text).toBe('I would ask her. She did.');
  });

  it('says when no attempt is left', async () => {
    work = {
      ...EMPTY,
      turn: 'closed',
      attempts_left: 0,
      versions: [{ ...GRADED, passed: false, score_percent: 40 }],
    };
    open();
    expect(await screen.findByText('40%, and 70% is needed')).toBeVisible();
    expect(screen.getByText(/graded as often as this assignment allows/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Hand in' })).not.toBeInTheDocument();
  });

  it('offers another try when the work cannot be loaded', async () => {
    server.use(http.get(`${ADDRESS}/work/`, () => problem(500, 'server_error')));
    open();
    expect(await screen.findByText('Could not load your work')).toBeVisible();
    expect(screen.getByText('Write one page.')).toBeVisible();
  });
});
