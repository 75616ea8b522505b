import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { FIGURES, GBP, LINE_REFUND, REFUND, member, page } from '@/testing/console';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import { byWeek, daysOfWeeks } from './weeks';

import type { SalesFigures } from '@/api';

const day = (on: string, gross: number, refunded = 0) => ({
  on,
  gross: GBP(gross),
  refunded: GBP(refunded),
});

const SOLD: SalesFigures = {
  ...FIGURES,
  gross: GBP(30000),
  refunded: GBP(2000),
  net: GBP(28000),
  orders: 3,
  per_day: [
    day('2026-11-09', 10000),
    day('2026-11-15', 8000, 2000),
    day('2026-11-16', 12000),
    day('2026-11-17', 0),
  ],
  top_items: [{ item_kind: 'course', item_id: 'c1', title: 'Consent', sold: 3, gross: GBP(30000) }],
  balance: GBP(28000),
  balances: [GBP(28000)],
  currencies: ['GBP'],
};

const COURSE = {
  id: 'c1',
  slug: 'consent',
  title: 'Consent and capacity',
  price: GBP(12000),
  lesson_count: 3,
};
const card = (status: string) => ({
  ...COURSE,
  status,
  rating: { average: null, count: 0 },
  thumbnail_url: null,
});

function figures(answer: SalesFigures) {
  server.use(http.get('/api/billing/figures/', () => HttpResponse.json(answer)));
}

function courses(...rows: object[]) {
  server.use(http.get('/api/courses/course/', () => HttpResponse.json(page(rows))));
}

describe('weeks', () => {
  it('are the calendar weeks of the days, the last one being the present', () => {
    expect(byWeek(SOLD.per_day)).toEqual([
      { start: '2026-11-09', gross: 18000, refunded: 2000, isNow: false },
      { start: '2026-11-16', gross: 12000, refunded: 0, isNow: true },
    ]);
  });

  it('begin on a Monday twelve weeks ago, by the clock of the organisation', () => {
    const sundayNight = new Date('2026-11-22T23:30:00Z');
    expect(daysOfWeeks(sundayNight, 'UTC')).toBe(84);
    expect(daysOfWeeks(sundayNight, 'Europe/Berlin')).toBe(78);
  });
});

describe('the home of the console', () => {
  it('shows finance the figures that the server has counted', async () => {
    member(['finance'], ['view_sales', 'refund_orders', 'manage_billing']);
    server.use(http.get('/api/billing/seller-profile/', () => HttpResponse.json({ legal_name: 'Law Ltd' })));
    figures(SOLD);
    courses(card('published'));
    renderAt('/org/law', { signedIn: true });
    expect(await screen.findByText('before refunds of £20.00')).toBeVisible();
    const figure = (label: string) => screen.getByText(label, { selector: 'dt' }).nextSibling;
    expect(figure('Orders')).toHaveTextContent('3');
    expect(figure('Revenue')).toHaveTextContent('£300');
    expect(figure('Owed to you')).toHaveTextContent('£280');
    expect(figure('On sale')).toHaveTextContent('1');
    expect(screen.getByRole('img')).toHaveAccessibleName(
      'Revenue per week over twelve weeks. Highest £180 in the week of 9 Nov. This week so far £120.',
    );
    expect(screen.getByRole('cell', { name: 'Consent' })).toBeVisible();
  });

  it('says the chart as a table', async () => {
    member(['finance'], ['view_sales']);
    figures(SOLD);
    const user = userEvent.setup();
    renderAt('/org/law', { signedIn: true });
    await user.click(await screen.findByRole('button', { name: 'Show as table' }));
    const rows = within(screen.getByRole('table', { name: 'Revenue per week' })).getAllByRole('row');
    expect(rows.slice(1).map((row) => row.textContent)).toEqual([
      '9 Nov£180.00£20.00',
      '16 Nov (this week)£120.00£0.00',
    ]);
  });

  it('keeps figures that cannot be renewed, and says of when they are', async () => {
    member(['instructor'], ['view_sales', 'edit_courses']);
    figures(SOLD);
    courses(card('published'));
    const user = userEvent.setup();
    const { router } = renderAt('/org/law', { signedIn: true });
    expect(await screen.findByText('before refunds of £20.00')).toBeVisible();
    server.use(http.get('/api/billing/figures/', () => problem(500, 'server_error')));
    await router.navigate('/org/law/sales');
    await screen.findByRole('heading', { name: 'Sales' });
    await router.navigate('/org/law');
    expect(await screen.findByText(/^These figures are as of \d\d:\d\d/)).toBeVisible();
    expect(screen.getByText('before refunds of £20.00')).toBeVisible();
    figures({ ...SOLD, refunded: GBP(5000) });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('before refunds of £50.00')).toBeVisible();
    await waitFor(() => expect(screen.queryByText(/as of/)).not.toBeInTheDocument());
  });

  it('shows what it can when the first figures do not come', async () => {
    member(['organizer'], ['view_sales', 'edit_courses', 'view_certificates']);
    courses(card('published'));
    server.use(http.get('/api/billing/figures/', () => problem(500, 'server_error')));
    renderAt('/org/law', { signedIn: true });
    expect(await screen.findByText('Could not load these figures')).toBeVisible();
    expect(screen.getAllByText('could not be loaded')).toHaveLength(3);
    expect(screen.getByText('Certificates issued').nextSibling).toHaveTextContent('0');
    expect(screen.getAllByText('Consent and capacity')[0]).toBeVisible();
  });

  it('asks for a look at a refund that failed, and at receipts without a seller', async () => {
    member(['finance'], ['view_sales', 'refund_orders', 'manage_billing']);
    courses(card('published'));
    const failed = { ...REFUND, ...LINE_REFUND, status: 'failed', created_at: new Date().toISOString() };
    server.use(
      http.get('/api/billing/refunds/', ({ request }) => {
        expect(new URL(request.url).searchParams.get('status')).toBe('failed');
        return HttpResponse.json(page([failed, { ...failed, id: 'r0', created_at: '2025-01-01T00:00:00Z' }]));
      }),
      http.get('/api/billing/seller-profile/', () => HttpResponse.json({ legal_name: '' })),
    );
    renderAt('/org/law', { signedIn: true });
    expect(await screen.findByText('1 refund did not go through')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Look' })).toHaveAttribute(
      'href',
      '/org/law/sales/refunds?status=failed',
    );
    expect(screen.getByRole('link', { name: 'Fill in' })).toHaveAttribute('href', '/org/law/settings');
  });

  it('offers a viewer no editing, and no draft that they could not open', async () => {
    member(['viewer'], ['view_learners', 'view_certificates', 'view_reports']);
    courses(card('published'), { ...card('draft'), id: 'c2', slug: 'later', title: 'Not yet' });
    renderAt('/org/law', { signedIn: true });
    const [link] = await screen.findAllByRole('link', { name: /Consent and capacity/ });
    expect(link).toHaveAttribute('href', '/courses/consent');
    expect(screen.queryByText('Not yet')).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'New course' })).not.toBeInTheDocument();
    expect(screen.queryByText('Revenue')).not.toBeInTheDocument();
  });
});

describe('a page that no role opens', () => {
  it.each(['sales', 'sales/refunds', 'certificates/keys', 'promo-codes', 'courses'])(
    'is not even asked for: %s',
    async (place) => {
      member(['door'], ['check_in']);
      let asked = 0;
      server.use(
        http.get('/api/:any/*', ({ request }) => {
          if (request.headers.has('Accredit-Organization')) asked += 1;
          return undefined;
        }),
      );
      renderAt(`/org/law/${place}`, { signedIn: true });
      expect(await screen.findByText('Your role does not open this page')).toBeVisible();
      expect(asked).toBe(0);
    },
  );
});
