import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import type { Organization, Outline, Permission, Sale, SalesFigures, StaffCourse } from '@/api';

const NONE = { results: [], next: null, previous: null };
const GBP = (amount: number) => ({ amount, currency: 'GBP' });
const FIGURES: SalesFigures = {
  currency: 'GBP',
  gross: GBP(0),
  refunded: GBP(0),
  net: GBP(0),
  orders: 0,
  per_day: [],
  top_items: [],
  balance: GBP(0),
  balances: [],
  currencies: [],
};

function organization(roles: Organization['roles'], permissions: Permission[]): Organization {
  return {
    id: 'o1',
    slug: 'law',
    name: 'Law & Mediation Society',
    brand_color: '#3a5a44',
    logo_url: null,
    country: 'GB',
    currency: 'GBP',
    time_zone: 'Europe/London',
    course_review_required: false,
    roles,
    permissions,
  };
}

function member(roles: Organization['roles'], permissions: Permission[]) {
  server.use(
    http.get('/api/organizations/', () =>
      HttpResponse.json({ ...NONE, results: [organization(roles, permissions)] }),
    ),
  );
}

beforeEach(() => {
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/courses/course/', () => HttpResponse.json(NONE)),
    http.get('/api/billing/sales/', () => HttpResponse.json(NONE)),
    http.get('/api/billing/figures/', () => HttpResponse.json(FIGURES)),
    http.get('/api/billing/refunds/', () => HttpResponse.json(NONE)),
    http.get('/api/billing/seller-profile/', () => HttpResponse.json({ legal_name: 'Law Ltd' })),
    http.get('/api/certificates/organization/', () => HttpResponse.json(NONE)),
  );
});

const placesOf = async () => {
  const nav = await screen.findByRole('navigation', { name: 'Console' });
  return within(nav)
    .getAllByRole('link')
    .map((link) => link.textContent);
};

describe('the console', () => {
  it('shows a finance member what money needs, and nothing else', async () => {
    member(
      ['finance'],
      ['view_sales', 'refund_orders', 'manage_promo_codes', 'view_reports', 'manage_billing'],
    );
    renderAt('/org/law', { signedIn: true });
    expect(await placesOf()).toEqual(['Home', 'Promo codes', 'Sales', 'Settings']);
  });

  it('shows an instructor courses, work to grade, certificates and sales', async () => {
    member(['instructor'], ['edit_courses', 'publish_courses', 'view_sales', 'view_certificates']);
    renderAt('/org/law', { signedIn: true });
    expect(await placesOf()).toEqual(['Home', 'Courses', 'Assignments', 'Certificates', 'Sales']);
  });

  it('says in words that a role does not open a page', async () => {
    member(['door'], ['check_in']);
    renderAt('/org/law/team', { signedIn: true });
    expect(await screen.findByText('Your role does not open this page')).toBeVisible();
  });

  it('does not know an organization of others', async () => {
    member(['owner'], ['edit_courses']);
    renderAt('/org/other', { signedIn: true });
    expect(await screen.findByText('You are not in this organisation')).toBeVisible();
  });

  it('gives a new organization its first steps in place of figures', async () => {
    member(['owner'], ['edit_courses', 'publish_courses', 'view_sales']);
    renderAt('/org/law', { signedIn: true });
    expect(await screen.findByText('2 steps to your first learner')).toBeVisible();
    expect(screen.queryByText('Revenue')).not.toBeInTheDocument();
  });
});

const COURSE = {
  id: 'c1',
  slug: 'consent',
  title: 'Consent and capacity',
  subtitle: '',
  description_md: '',
  outcomes: [],
  level: 'beginner',
  language: 'en',
  category: null,
  price: GBP(12000),
  status: 'draft',
  version: 1,
  published_at: null,
  created_at: '2026-11-01T00:00:00Z',
  lesson_count: 3,
  duration_seconds: 600,
  enrollment_count: 0,
  instructors: [],
  credits: [],
  credits_shown: { total: '0', types: [] },
} as unknown as StaffCourse;

function lesson(id: string, moduleId: string) {
  return {
    id,
    module_id: moduleId,
    kind: 'article',
    title: `Lesson ${id}`,
    position: 0,
    is_preview: false,
    estimated_seconds: 60,
    body_md: 'Text',
    quiz: null,
  };
}

const OUTLINE = {
  course: COURSE,
  modules: [
    { id: 'm1', title: 'Before you begin', position: 0, lessons: [lesson('A', 'm1'), lesson('B', 'm1')] },
    { id: 'm2', title: 'The frame', position: 1, lessons: [lesson('C', 'm2')] },
  ],
  obstacles: [
    { path: 'description_md', code: 'description_missing', message: 'Describe what the course is about.' },
  ],
} as unknown as Outline;

describe('the course builder', () => {
  beforeEach(() => {
    member(['owner'], ['edit_courses', 'publish_courses']);
    server.use(http.get('/api/courses/course/consent/outline/', () => HttpResponse.json(OUTLINE)));
  });

  it('moves a lesson by its menu and sends the whole new order', async () => {
    let sent: unknown;
    server.use(
      http.put('/api/courses/course/consent/outline/', async ({ request }) => {
        expect(request.headers.get('Accredit-Organization')).toBe('law');
        sent = await request.json();
        return HttpResponse.json(OUTLINE);
      }),
    );
    const user = userEvent.setup();
    renderAt('/org/law/courses/consent/outline', { signedIn: true });
    await user.click(await screen.findByRole('button', { name: 'Lesson “Lesson B”' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Move to “The frame”' }));
    await waitFor(() =>
      expect(sent).toEqual({
        modules: [
          { id: 'm1', lessons: ['A'] },
          { id: 'm2', lessons: ['C', 'B'] },
        ],
      }),
    );
  });

  it('puts the order back when the server has another one', async () => {
    server.use(http.put('/api/courses/course/consent/outline/', () => problem(409, 'outline_changed')));
    const user = userEvent.setup();
    renderAt('/org/law/courses/consent/outline', { signedIn: true });
    await user.click(await screen.findByRole('button', { name: 'Lesson “Lesson A”' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Move down' }));
    expect(await screen.findByText(/The outline has changed meanwhile/)).toBeVisible();
    await waitFor(() =>
      expect(screen.getAllByText(/^Lesson [ABC]$/).map((one) => one.textContent)).toEqual([
        'Lesson A',
        'Lesson B',
        'Lesson C',
      ]),
    );
  });

  it('says what is missing before it publishes', async () => {
    const user = userEvent.setup();
    renderAt('/org/law/courses/consent/outline', { signedIn: true });
    await user.click(await screen.findByRole('button', { name: 'Publish' }));
    const dialog = await screen.findByRole('dialog', { name: 'Not ready to publish yet' });
    expect(within(dialog).getByText('Describe what the course is about.')).toBeVisible();
    expect(within(dialog).queryByRole('button', { name: 'Publish' })).not.toBeInTheDocument();
  });

  it('does not send a quiz whose right answer is missing', async () => {
    let puts = 0;
    const quizLesson = { ...lesson('Q', 'm1'), kind: 'quiz', quiz: { question_count: 0 } };
    server.use(
      http.get('/api/courses/course/consent/outline/', () =>
        HttpResponse.json({ ...OUTLINE, modules: [{ ...OUTLINE.modules[0], lessons: [quizLesson] }] }),
      ),
      http.get('/api/courses/quiz/Q/', () =>
        HttpResponse.json({
          lesson_id: 'Q',
          pass_percent: 70,
          attempts_allowed: null,
          time_limit_seconds: null,
          pool_size: null,
          shuffle: false,
          question_count: 0,
          questions: [],
        }),
      ),
      http.put('/api/courses/quiz/Q/', async ({ request }) => {
        puts += 1;
        return HttpResponse.json({ lesson_id: 'Q', ...((await request.json()) as object) });
      }),
    );
    const user = userEvent.setup();
    renderAt('/org/law/courses/consent/lessons/Q', { signedIn: true });
    await user.click(await screen.findByRole('button', { name: 'Add question' }));
    await user.type(screen.getByLabelText('Question'), 'Who decides?');
    await user.type(screen.getByLabelText('Choice 1'), 'The person');
    await user.type(screen.getByLabelText('Choice 2'), 'The family');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Mark which choice is right.')).toBeVisible();
    expect(puts).toBe(0);
    await user.click(screen.getByLabelText('Choice 1 is right'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^Saved /)).toBeVisible();
    expect(puts).toBe(1);
  });
});

describe('a refund', () => {
  it('names its amount on the button, refuses more than is left, and sends one key', async () => {
    const sale: Sale = {
      id: 'line1',
      order: 'ord1',
      order_number: 'A-1001',
      order_status: 'partially_refunded',
      buyer: { id: 'u2', display_name: 'Daniel Achebe' },
      title: 'Consent and capacity',
      item_kind: 'course',
      item_id: 'c1',
      list_price: GBP(12000),
      discount: GBP(0),
      net: GBP(10000),
      tax: GBP(2000),
      total: GBP(12000),
      refunded: GBP(2000),
      refunds: [],
      documents: [],
      paid_at: '2026-11-20T10:00:00Z',
    };
    let sent: unknown;
    let key: string | null = null;
    member(['finance'], ['view_sales', 'refund_orders']);
    server.use(
      http.get('/api/billing/sales/', () => HttpResponse.json({ ...NONE, results: [sale] })),
      http.post('/api/billing/refunds/', async ({ request }) => {
        sent = await request.json();
        key = request.headers.get('Idempotency-Key');
        return HttpResponse.json({ id: 'r1' }, { status: 201 });
      }),
    );
    const user = userEvent.setup();
    renderAt('/org/law/sales', { signedIn: true });
    const [menu] = await screen.findAllByRole('button', { name: 'Order A-1001: more' });
    if (!menu) throw new Error('the sale has a menu');
    await user.click(menu);
    await user.click(await screen.findByRole('menuitem', { name: 'Refund' }));
    expect(await screen.findByRole('button', { name: 'Refund £100.00' })).toBeVisible();
    await user.click(screen.getByRole('radio', { name: /A part/ }));
    await user.type(screen.getByLabelText('Amount in GBP'), '150');
    await user.click(screen.getByRole('button', { name: 'Refund' }));
    expect(await screen.findByText('Write an amount up to £100.00.')).toBeVisible();
    await user.clear(screen.getByLabelText('Amount in GBP'));
    await user.type(screen.getByLabelText('Amount in GBP'), '36');
    await user.click(screen.getByRole('button', { name: 'Refund £36.00' }));
    await waitFor(() =>
      expect(sent).toEqual({ order: 'ord1', lines: [{ line: 'line1', amount: 3600 }], note: '' }),
    );
    expect(key).toBeTruthy();
  });
});
