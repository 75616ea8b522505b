import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { COURSE, ME } from '@/testing/samples';
import { server } from '@/testing/server';

import type { BoughtCourse, CourseDetail } from '@/api';

const page = (...results: BoughtCourse[]) => ({ results, next: null, previous: null });
const MINE: BoughtCourse = {
  course: COURSE,
  enrollment: {
    id: 'e1',
    course_id: COURSE.id,
    status: 'active',
    enrolled_at: '2026-11-01T10:00:00Z',
    completed_at: null,
  },
  progress_percent: 50,
  lessons_done: 1,
  lessons_total: 2,
  resume_lesson_id: 'l2',
  may_rejoin: true,
};
const LEFT: BoughtCourse = {
  ...MINE,
  enrollment: { ...MINE.enrollment, status: 'withdrawn' },
  may_rejoin: true,
};
let live: BoughtCourse[];
let left: BoughtCourse[];

beforeEach(() => {
  [live, left] = [[MINE], []];
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/courses/bought_courses/', ({ request }) =>
      HttpResponse.json(page(...(new URL(request.url).searchParams.get('left') ? left : live))),
    ),
    http.get('/api/cpd/summary/', () => problem(503, 'unavailable')),
    http.get('/api/cpd/cycles/', () => problem(503, 'unavailable')),
    http.get('/api/courses/review/', () => HttpResponse.json(page())),
    http.get('/api/certificates/requirements/', () => problem(404, 'course_not_found')),
  );
});

async function askToLeave() {
  renderAt('/learning', { signedIn: true });
  const user = userEvent.setup();
  const menu = await screen.findByRole('button', { name: `Menu of “${COURSE.title}”` });
  menu.focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('menuitem', { name: 'Leave this course' });
  await user.keyboard('{Enter}');
  const dialog = await screen.findByRole('dialog', { name: `Leave “${COURSE.title}”?` });
  return { user, dialog: within(dialog) };
}

describe('leaving a course', () => {
  it('says what goes, what stays and that no money goes back, and then puts it among those that were left', async () => {
    server.use(
      http.post('/api/courses/bought_courses/e1/withdraw/', () => {
        [live, left] = [[], [LEFT]];
        return HttpResponse.json(LEFT.enrollment);
      }),
    );
    const { user, dialog } = await askToLeave();
    expect(dialog.getByText(/lessons and quizzes close/)).toBeVisible();
    expect(dialog.getByText(/1 of 2 lessons, your scores, and any certificate/)).toBeVisible();
    expect(dialog.getByText(/gives no money back/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Leave the course' }));
    expect(await screen.findByRole('heading', { name: 'Courses that you left' })).toBeVisible();
    expect(await screen.findByText(`You have left “${COURSE.title}”`)).toBeVisible();
    expect(screen.queryByRole('link', { name: /Resume/ })).not.toBeInTheDocument();
  });

  it('says beforehand when coming back would have to be paid for', async () => {
    live = [{ ...MINE, may_rejoin: false }];
    const { dialog } = await askToLeave();
    expect(dialog.getByText(/to come back you would have to buy it/)).toBeVisible();
    expect(dialog.queryByText(/money back/)).not.toBeInTheDocument();
  });

  it('is given up with Escape, and nothing happens', async () => {
    const { user } = await askToLeave();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Resume/ })).toBeVisible();
  });

  it('keeps the course when the server refuses, and says why', async () => {
    server.use(
      http.post('/api/courses/bought_courses/e1/withdraw/', () => problem(409, 'illegal_transition')),
    );
    const { user, dialog } = await askToLeave();
    await user.click(dialog.getByRole('button', { name: 'Leave the course' }));
    expect(await dialog.findByRole('alert')).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Leave the course' })).toBeEnabled();
  });

  it('is not offered for a course that is finished', async () => {
    live = [{ ...MINE, enrollment: { ...MINE.enrollment, status: 'completed' } }];
    renderAt('/learning', { signedIn: true });
    expect(await screen.findByRole('heading', { name: 'Finished' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Menu of/ })).not.toBeInTheDocument();
  });
});

describe('coming back', () => {
  it('goes on where one was, without paying', async () => {
    [live, left] = [[], [LEFT]];
    server.use(
      http.post('/api/courses/bought_courses/e1/rejoin/', () => {
        [live, left] = [[MINE], []];
        return HttpResponse.json(MINE.enrollment);
      }),
    );
    renderAt('/learning', { signedIn: true });
    await userEvent
      .setup()
      .click(await screen.findByRole('button', { name: `Come back to “${COURSE.title}”` }));
    expect(await screen.findByRole('link', { name: /Resume/ })).toBeVisible();
    expect(screen.queryByRole('heading', { name: 'Courses that you left' })).not.toBeInTheDocument();
  });

  it('leads to the course where it would have to be paid for, and says when it is closed', async () => {
    [live, left] = [
      [],
      [
        { ...LEFT, may_rejoin: false },
        {
          ...LEFT,
          course: { ...COURSE, id: 'c2', title: 'Gone', status: 'archived' },
          enrollment: { ...LEFT.enrollment, id: 'e2' },
          may_rejoin: false,
        },
      ],
    ];
    renderAt('/learning', { signedIn: true });
    expect(await screen.findByRole('link', { name: 'See the course' })).toHaveAttribute(
      'href',
      '/courses/consent',
    );
    expect(screen.getByText('Closed to new learners')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Come back/ })).not.toBeInTheDocument();
  });

  it('is offered on the course’s page in place of the price’s button', async () => {
    const viewer: CourseDetail['viewer'] = {
      enrolled: false,
      status: 'withdrawn',
      progress_percent: 0,
      resume_lesson_id: null,
      in_cart: false,
      may_rejoin: true,
    };
    server.use(http.get('/api/courses/course/consent/', () => HttpResponse.json({ ...COURSE, viewer })));
    renderAt('/courses/consent', { signedIn: true });
    expect(await screen.findByText(/You left this course/)).toBeVisible();
    expect(screen.getAllByRole('button', { name: 'Come back' })).not.toHaveLength(0);
    expect(screen.queryByRole('link', { name: 'Buy course' })).not.toBeInTheDocument();
  });
});
