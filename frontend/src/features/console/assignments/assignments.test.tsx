import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import { lessonOf, organizationPage, outlineOf } from '../courses/samples';

import type { GradeInput, Grading, QueueRow, StaffAssignment } from '@/api';

const ROW: QueueRow = {
  id: 's1',
  number: 1,
  status: 'submitted',
  lesson_id: 'l1',
  lesson_title: 'One page',
  course_slug: 'consent',
  course_title: 'Consent and capacity',
  learner: { id: 'u1', display_name: 'Tomas Berg', avatar_url: null },
  submitted_at: '2026-11-20T10:00:00Z',
  is_late: true,
  score_percent: null,
  passed: false,
  decided_at: null,
};
const LEVELS = [
  { title: 'Complete', description: 'All of it.', points: 6 },
  { title: 'Missing', description: '', points: 0 },
];
const WORK: Grading = {
  ...ROW,
  instructions_html: '<p>Write one page.</p>',
  due_at: null,
  revision: 0,
  text: 'I would ask her.',
  files: [
    {
      upload_id: 'f1',
      file_name: 'One page.pdf',
      media_type: 'application/pdf',
      bytes: 48_211,
      url: 'https://files.example/one',
    },
  ],
  rubric: [
    { id: 'reasoning', title: 'Reasoning', description: '', points: 6, levels: LEVELS },
    { id: 'style', title: 'Style', description: '', points: 4, levels: [] },
  ],
  pass_percent: 70,
  marks: [],
  comment: '',
  decided_by: null,
  earlier: [],
  next_id: 's2',
};
const ASSIGNMENT: StaffAssignment = {
  lesson_id: 'l1',
  instructions_md: 'Write one page.',
  takes_text: true,
  files_allowed: 3,
  rubric: [],
  total_points: 0,
  pass_percent: 70,
  attempts_allowed: null,
  due_at: null,
};
const LIST = '/api/courses/assignment/submissions/';
let asked: string[];
let graded: GradeInput[];

beforeEach(() => {
  asked = [];
  graded = [];
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/organizations/', () => HttpResponse.json(organizationPage({}))),
    http.get('/api/courses/course/', () => HttpResponse.json({ results: [], next: null, previous: null })),
    http.get(LIST, ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query.toString());
      const rows = query.get('status') === 'submitted' && !query.get('search') ? [ROW] : [];
      return HttpResponse.json({ results: rows, next: null, previous: null });
    }),
    http.get(`${LIST}s1/`, () => HttpResponse.json(WORK)),
    http.get(`${LIST}s2/`, () =>
      HttpResponse.json({
        ...WORK,
        id: 's2',
        learner: { ...WORK.learner, display_name: 'Béla Kun' },
        next_id: null,
      }),
    ),
    http.post(`${LIST}s1/grade/`, async ({ request }) => {
      const body = (await request.json()) as GradeInput;
      graded.push(body);
      return HttpResponse.json({
        ...WORK,
        status: 'graded',
        revision: 1,
        marks: body.marks,
        comment: body.comment,
        score_percent: 90,
        passed: true,
        decided_at: '2026-11-22T10:00:00Z',
        decided_by: 'Helen Marsh',
      });
    }),
  );
});

function open(address: string) {
  const { place } = renderAt(`/org/law/assignments${address}`, { signedIn: true });
  return { user: userEvent.setup(), place };
}

describe('the grading queue', () => {
  it('lists what waits and opens it', async () => {
    const { user, place } = open('');
    const row = within(await screen.findByRole('row', { name: /Tomas Berg/ }));
    expect(row.getByText('One page')).toBeInTheDocument();
    expect(row.getByText('Late')).toBeInTheDocument();
    await user.click(row.getByRole('link', { name: 'Grade the work of Tomas Berg' }));
    await waitFor(() => expect(place()).toBe('/org/law/assignments/s1'));
  });

  it('is filtered by state and name, and the address says how', async () => {
    const { user, place } = open('');
    await screen.findByRole('row', { name: /Tomas Berg/ });
    await user.click(screen.getByRole('button', { name: 'Returned' }));
    expect(await screen.findByText('Nothing here yet')).toBeVisible();
    expect(place()).toContain('status=returned');
    await user.click(screen.getByRole('button', { name: 'Show all that waits' }));
    await screen.findByRole('row', { name: /Tomas Berg/ });
    await user.type(screen.getByRole('searchbox', { name: 'Name or email' }), 'nobody');
    await waitFor(() => expect(asked.at(-1)).toContain('search=nobody'));
  });

  it('says when nothing waits, and when it cannot be loaded', async () => {
    server.use(http.get(LIST, () => HttpResponse.json({ results: [], next: null, previous: null })));
    open('');
    expect(await screen.findByText('Nothing waits to be graded')).toBeVisible();
    server.use(http.get(LIST, () => problem(500, 'server_error')));
    open('?status=graded');
    expect(await screen.findByText('Could not load the work')).toBeVisible();
  });
});

describe('grading', () => {
  it('shows the work and its files', async () => {
    open('/s1');
    expect(await screen.findByText('I would ask her.')).toBeVisible();
    expect(screen.getByRole('link', { name: /One page\.pdf/ })).toHaveAttribute(
      'href',
      'https://files.example/one',
    );
  });

  it('adds up what is clicked and typed, and goes on to the next', async () => {
    const { user, place } = open('/s1');
    await user.click(await screen.findByRole('radio', { name: /Complete/ }));
    expect(screen.getByRole('textbox', { name: 'Points for Reasoning' })).toHaveValue('6');
    expect(screen.getByText('1 criterion is still open')).toBeVisible();
    await user.type(screen.getByRole('textbox', { name: 'Points for Style' }), '3');
    expect(screen.getByText('9 of 10 points')).toBeVisible();
    expect(screen.getByText('90%: passes')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Comment (Style)' }));
    await user.type(screen.getByRole('textbox', { name: 'Comment on Style' }), 'Shorter.');
    await user.type(screen.getByRole('textbox', { name: /What you say of the whole/ }), 'Clear.');
    await user.click(screen.getByRole('button', { name: 'Grade and open the next' }));
    await waitFor(() => expect(place()).toBe('/org/law/assignments/s2'));
    expect(graded).toEqual([
      {
        marks: [
          { criterion: 'reasoning', points: 6, comment: '' },
          { criterion: 'style', points: 3, comment: 'Shorter.' },
        ],
        comment: 'Clear.',
        revision: 0,
      },
    ]);
  });

  it('says which points are missing before anything is sent', async () => {
    const { user } = open('/s1');
    const style = await screen.findByRole('textbox', { name: 'Points for Style' });
    await user.type(style, '5');
    expect(screen.getByText('Whole points from 0 to 4.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Grade and open the next' }));
    expect(await screen.findByText('Whole points from 0 to 6.')).toBeVisible();
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Points for Reasoning' })).toHaveFocus());
    expect(graded).toEqual([]);
  });

  it('can be done with keys: a digit chooses a level, N opens the next', async () => {
    const { user, place } = open('/s1');
    await screen.findByRole('radio', { name: /Complete/ });
    await user.keyboard('2');
    expect(screen.getByRole('radio', { name: /Missing/ })).toBeChecked();
    await user.keyboard('n');
    expect(place()).toBe('/org/law/assignments/s1');
    await user.keyboard('1');
    expect(screen.getByRole('textbox', { name: 'Points for Reasoning' })).toHaveValue('0');
  });

  it('opens the next by key when nothing is begun', async () => {
    const { user, place } = open('/s1');
    await screen.findByRole('radio', { name: /Complete/ });
    await user.keyboard('n');
    await waitFor(() => expect(place()).toBe('/org/law/assignments/s2'));
  });

  it('tells of somebody who was faster, and loads what they decided', async () => {
    server.use(http.post(`${LIST}s1/grade/`, () => problem(409, 'submission_decided')));
    const { user } = open('/s1');
    await user.click(await screen.findByRole('radio', { name: /Complete/ }));
    await user.type(screen.getByRole('textbox', { name: 'Points for Style' }), '3');
    await user.click(screen.getByRole('button', { name: 'Grade' }));
    const again = await screen.findByRole('button', { name: 'Load it again' });
    server.use(
      http.get(`${LIST}s1/`, () =>
        HttpResponse.json({
          ...WORK,
          status: 'returned',
          revision: 1,
          comment: 'Say who decided.',
          decided_at: '2026-11-22T10:00:00Z',
          decided_by: 'Helen Marsh',
        }),
      ),
    );
    await user.click(again);
    expect(await screen.findByText('Say who decided.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Grade' })).not.toBeInTheDocument();
  });

  it('gives work back with a note, never without', async () => {
    let note: unknown;
    server.use(
      http.post(`${LIST}s1/return/`, async ({ request }) => {
        note = await request.json();
        return HttpResponse.json({
          ...WORK,
          status: 'returned',
          revision: 1,
          comment: 'Say who.',
          decided_at: '2026-11-22T10:00:00Z',
          decided_by: 'Helen Marsh',
        });
      }),
    );
    const { user } = open('/s1');
    await user.click(await screen.findByRole('button', { name: 'Return' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Return' }));
    expect(dialog.getByText('Write what is still to be done.')).toBeVisible();
    await user.type(dialog.getByRole('textbox'), 'Say who.');
    await user.click(dialog.getByRole('button', { name: 'Return' }));
    expect(await screen.findByText('Say who.')).toBeVisible();
    expect(note).toEqual({ note: 'Say who.', revision: 0 });
    expect(graded).toEqual([]);
  });

  it('says when there is no such work', async () => {
    server.use(http.get(`${LIST}s1/`, () => problem(404, 'submission_not_found')));
    open('/s1');
    expect(await screen.findByRole('heading', { name: 'This work is not here' })).toBeVisible();
  });
});

describe('an assignment in the builder', () => {
  function edit() {
    let saved: unknown;
    server.use(
      http.get('/api/courses/course/consent/outline/', () =>
        HttpResponse.json(outlineOf(lessonOf('assignment'))),
      ),
      http.get('/api/courses/assignment/l1/', () => HttpResponse.json(ASSIGNMENT)),
      http.put('/api/courses/assignment/l1/', async ({ request }) => {
        saved = await request.json();
        return HttpResponse.json({ ...ASSIGNMENT, rubric: [] });
      }),
    );
    renderAt('/org/law/courses/consent/lessons/l1', { signedIn: true });
    return { user: userEvent.setup(), sent: () => saved };
  }

  it('is saved whole, with its rubric', async () => {
    const { user, sent } = edit();
    await user.click(await screen.findByRole('button', { name: 'Add a criterion' }));
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Reasoning');
    await user.clear(screen.getByRole('textbox', { name: 'Pass mark' }));
    await user.type(screen.getByRole('textbox', { name: 'Pass mark' }), '60');
    await user.click(screen.getByRole('button', { name: 'Remove level 2' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^Saved/)).toBeVisible();
    expect(sent()).toMatchObject({
      instructions_md: 'Write one page.',
      pass_percent: 60,
      attempts_allowed: null,
      due_at: null,
      rubric: [
        {
          title: 'Reasoning',
          points: 10,
          levels: [
            { title: 'Complete', description: '', points: 10 },
            { title: 'Missing', description: '', points: 0 },
          ],
        },
      ],
    });
  });

  it('is not saved while something is wrong, and says what', async () => {
    const { user, sent } = edit();
    await user.click(await screen.findByRole('checkbox', { name: 'A text, written here' }));
    await user.clear(screen.getByRole('textbox', { name: 'Files' }));
    await user.type(screen.getByRole('textbox', { name: 'Files' }), '0');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Allow a text, files, or both.')).toBeVisible();
    expect(screen.getByText('2 things are still to be put right.')).toBeVisible();
    expect(sent()).toBeUndefined();
  });
});
