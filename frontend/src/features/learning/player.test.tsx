import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ARTICLE, ATTEMPT, COURSE, LEARN, ME, OUTCOME, QUIZ } from '@/testing/samples';
import { server } from '@/testing/server';

const GATE = {
  course: { id: COURSE.id, slug: COURSE.slug, title: COURSE.title },
  met: false,
  clauses: [{ kind: 'lessons', text: 'Complete all lessons', met: false, detail: '1 of 2' }],
  waiting_for: null,
  certificate: null,
  certificate_code: null,
};

beforeEach(() => {
  window.sessionStorage.clear();
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/courses/course/consent/', () => HttpResponse.json(COURSE)),
    http.get('/api/courses/course/consent/learn/', () => HttpResponse.json(LEARN)),
    http.get('/api/courses/course_lessons/l1/', () => HttpResponse.json(ARTICLE)),
    http.get('/api/courses/course_lessons/l2/', () => HttpResponse.json(QUIZ)),
    http.get('/api/certificates/progress/', () => HttpResponse.json(GATE)),
  );
});

describe('an article', () => {
  it('is completed and leads to the next lesson', async () => {
    let completed = 0;
    server.use(
      http.post('/api/courses/course_lessons/l1/complete/', () => {
        completed += 1;
        return HttpResponse.json({ completed: true, progress_percent: 50, course_completed: false });
      }),
    );
    const { place } = renderAt('/learn/consent', { signedIn: true });
    expect(await screen.findByText('Name the decision.')).toBeVisible();
    expect(place()).toBe('/learn/consent/l1');
    await userEvent.setup().keyboard('{Enter}');
    await waitFor(() => expect(place()).toBe('/learn/consent/l2'));
    expect(completed).toBe(1);
  });

  it('shows what the gate still asks for', async () => {
    renderAt('/learn/consent/l1', { signedIn: true });
    expect(await screen.findByText('To earn 5.0 credits')).toBeVisible();
    expect(screen.getByText('Complete all lessons')).toBeVisible();
    expect(screen.getByText('1 of 2', { selector: 'span.num.text-end' })).toBeVisible();
  });

  it('marks in which language the author wrote, apart from the words around it', async () => {
    server.use(
      http.get('/api/courses/course/consent/learn/', () =>
        HttpResponse.json({ ...LEARN, course: { ...LEARN.course, language: 'cy' } }),
      ),
    );
    renderAt('/learn/consent/l1', { signedIn: true });
    expect((await screen.findByText('Name the decision.')).closest('[lang]')).toHaveAttribute('lang', 'cy');
    expect(screen.getByRole('heading', { level: 1 })).toHaveAttribute('lang', 'cy');
    expect(screen.getByRole('heading', { name: 'Outline' }).closest('[lang=cy]')).toBeNull();
  });

  it('names no credits where the course has none', async () => {
    server.use(
      http.get('/api/courses/course/consent/learn/', () =>
        HttpResponse.json({ ...LEARN, course: { ...LEARN.course, credits: { total: '0.0', types: [] } } }),
      ),
    );
    renderAt('/learn/consent/l1', { signedIn: true });
    expect(await screen.findByText('To earn the certificate')).toBeVisible();
  });

  it('opens for a stranger when it is free, with the rest locked', async () => {
    const outline = [
      { ...LEARN.modules[0]?.lessons[0], is_preview: true },
      { ...LEARN.modules[0]?.lessons[1], is_preview: false },
    ];
    server.use(
      http.get('/api/courses/course/consent/', () =>
        HttpResponse.json({
          ...COURSE,
          modules: [
            { id: 'm1', title: 'The legal frame', position: 0, duration_seconds: 600, lessons: outline },
          ],
        }),
      ),
      http.get('/api/courses/course_lessons/l1/', () => HttpResponse.json({ ...ARTICLE, enrolled: false })),
    );
    renderAt('/learn/consent/l1');
    expect(await screen.findByText('Name the decision.')).toBeVisible();
    expect(screen.getByText('You are reading a free lesson.')).toBeVisible();
    expect(screen.queryByRole('link', { name: /Module quiz/ })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Next lesson|Complete/ })).not.toBeInTheDocument();
  });
});

describe('a quiz', () => {
  async function openQuiz() {
    server.use(
      http.post('/api/courses/quiz/l2/attempts/', () => HttpResponse.json(ATTEMPT, { status: 201 })),
    );
    const user = userEvent.setup();
    renderAt('/learn/consent/l2', { signedIn: true });
    await user.click(await screen.findByRole('button', { name: 'Start the quiz' }));
    await screen.findByText('Question 1 of 3');
    return user;
  }

  it('goes question by question and sends what was answered', async () => {
    let sent: unknown;
    server.use(
      http.post('/api/courses/quiz/attempts/a1/submit/', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(OUTCOME);
      }),
    );
    const user = await openQuiz();
    await user.click(screen.getByRole('radio', { name: 'Wait and ask' }));
    await user.click(screen.getByRole('button', { name: 'Next question' }));
    await user.click(screen.getByRole('checkbox', { name: 'The decision' }));
    await user.click(screen.getByRole('button', { name: 'Next question' }));
    await user.type(screen.getByLabelText('Your answer, as a number'), '4,5');
    await user.click(screen.getByRole('button', { name: 'Hand in' }));

    expect(await screen.findByRole('heading', { name: '66%, and 70% is needed' })).toHaveFocus();
    expect(sent).toEqual({ answers: { q1: 'b', q2: ['a'], q3: '4.5' } });
    const second = screen.getByText('What belongs in the record?').closest('li');
    expect(second && within(second).getByText('Right answer: The decision, The help given')).toBeVisible();
    expect(screen.getByText('The help given must be shown.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeEnabled();
  });

  it('asks once more before open questions are handed in', async () => {
    let handedIn = false;
    server.use(
      http.post('/api/courses/quiz/attempts/a1/submit/', () => {
        handedIn = true;
        return HttpResponse.json(OUTCOME);
      }),
    );
    const user = await openQuiz();
    await user.click(screen.getByRole('button', { name: 'Next question' }));
    await user.click(screen.getByRole('button', { name: 'Next question' }));
    await user.click(screen.getByRole('button', { name: 'Hand in' }));
    expect(await screen.findByText(/3 questions are still open/)).toBeVisible();
    expect(handedIn).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Go to the first open question' }));
    expect(screen.getByText('Question 1 of 3')).toBeVisible();
  });

  it('keeps the answers when handing in fails', async () => {
    server.use(http.post('/api/courses/quiz/attempts/a1/submit/', () => problem(503, 'unavailable')));
    const user = await openQuiz();
    await user.click(screen.getByRole('radio', { name: 'Wait and ask' }));
    await user.click(screen.getByRole('button', { name: 'Next question' }));
    await user.click(screen.getByRole('button', { name: 'Next question' }));
    await user.click(screen.getByRole('button', { name: 'Hand in' }));
    await user.click(await screen.findByRole('button', { name: 'Hand in anyway' }));
    expect(await screen.findByText(/Something failed on our side/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await user.click(screen.getByRole('button', { name: 'Back' }));
    expect(screen.getByRole('radio', { name: 'Wait and ask' })).toBeChecked();
  });

  it('hands in by itself when the time is over', async () => {
    let sent: unknown;
    server.use(
      http.post('/api/courses/quiz/attempts/a1/submit/', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(OUTCOME);
      }),
      http.post('/api/courses/quiz/l2/attempts/', () =>
        HttpResponse.json({ ...ATTEMPT, deadline_at: '2020-01-01T00:00:00Z' }, { status: 201 }),
      ),
    );
    renderAt('/learn/consent/l2', { signedIn: true });
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Start the quiz' }));
    expect(await screen.findByText('Your answers')).toBeVisible();
    expect(sent).toEqual({ answers: {} });
  });
});
