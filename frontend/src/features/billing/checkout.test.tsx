import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { pass, watchClock } from '@/testing/clock';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { COURSE, ME, QUOTE } from '@/testing/samples';
import { server } from '@/testing/server';

const FREE = { amount: 0, currency: 'GBP' };

beforeEach(() => {
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/courses/course/:slug/', () => HttpResponse.json(COURSE)),
    http.post('/api/billing/quote/', async ({ request }) => {
      const { promo_code: code } = (await request.json()) as { promo_code: string };
      if (code === 'WINTER') {
        return HttpResponse.json({ ...QUOTE, promo_code: 'WINTER', discount: QUOTE.total, total: FREE });
      }
      if (code) return problem(422, 'promo_code_ended');
      return HttpResponse.json(QUOTE);
    }),
    http.patch('/api/user/me/', async ({ request }) =>
      HttpResponse.json({ ...ME, ...((await request.json()) as object) }),
    ),
  );
});

describe('the checkout', () => {
  it('confirms the name, then opens the payment with one key for every try', async () => {
    const keys: (string | null)[] = [];
    let name: unknown;
    server.use(
      http.patch('/api/user/me/', async ({ request }) => {
        name = await request.json();
        return HttpResponse.json({ ...ME, legal_name: 'Amara C. Okafor', legal_name_confirmed: true });
      }),
      http.post('/api/payments/stripe/', ({ request }) => {
        keys.push(request.headers.get('Idempotency-Key'));
        return keys.length === 1
          ? HttpResponse.error()
          : HttpResponse.json({ order: 'o1', session_id: null, checkout_url: null }, { status: 201 });
      }),
      http.get('/api/billing/orders/o1/', () => problem(404, 'not_found')),
    );
    const user = userEvent.setup();
    const { place } = renderAt('/checkout?course=consent', { signedIn: true });
    const field = await screen.findByLabelText('Full name');
    await user.clear(field);
    await user.type(field, 'Amara C. Okafor');
    await user.click(screen.getByRole('button', { name: 'Continue to payment' }));
    expect(await screen.findByText(/There is no connection/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Continue to payment' }));
    await waitFor(() => expect(place()).toBe('/checkout/done/o1'));
    expect(name).toEqual({ legal_name: 'Amara C. Okafor', legal_name_confirmed: true });
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).toBe(keys[0]);
  });

  it('says so when the course is owned already', async () => {
    server.use(http.post('/api/payments/stripe/', () => problem(409, 'already_enrolled')));
    renderAt('/checkout?course=consent', { signedIn: true });
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Continue to payment' }));
    expect(await screen.findByText('This course is yours already. Nothing was charged.')).toBeVisible();
  });

  it('shows the total that the server makes of a promo code, and takes it away again', async () => {
    const user = userEvent.setup();
    renderAt('/checkout?course=consent', { signedIn: true });
    await user.click(await screen.findByRole('button', { name: 'Have a code?' }));
    await user.type(screen.getByLabelText('Promo code'), 'OLD');
    await user.click(screen.getByRole('button', { name: 'Apply' }));
    expect(await screen.findByText('It failed: promo_code_ended.')).toBeVisible();

    await user.clear(screen.getByLabelText('Promo code'));
    await user.type(screen.getByLabelText('Promo code'), 'WINTER');
    await user.click(screen.getByRole('button', { name: 'Apply' }));
    expect(await screen.findByText('WINTER')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Take the course' })).toBeEnabled();

    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(await screen.findByRole('button', { name: 'Continue to payment' })).toBeVisible();
  });
});

describe('the way back from Stripe', () => {
  it('waits for the webhook, then for the enrollment', async () => {
    let asked = 0;
    server.use(
      http.get('/api/billing/orders/o1/', () => {
        asked += 1;
        return HttpResponse.json({
          ...QUOTE,
          id: 'o1',
          number: 'A-1',
          status: asked === 1 ? 'pending' : 'paid',
          settling: false,
          lines: QUOTE.lines.map((line) => ({ ...line, id: 'x', refunded: FREE })),
          created_at: '2026-11-22T10:00:00Z',
          paid_at: null,
          hold_expires_at: null,
        });
      }),
      http.get('/api/courses/course/c1/', () =>
        HttpResponse.json({
          ...COURSE,
          viewer: { enrolled: true, status: 'active', progress_percent: 0, resume_lesson_id: 'l1' },
        }),
      ),
    );
    watchClock();
    renderAt('/checkout/done/o1', { signedIn: true });
    expect(await screen.findByRole('heading', { name: 'Payment received, confirming' })).toBeVisible();
    await pass(1_500);
    const start = await screen.findByRole('link', { name: 'Start learning' });
    expect(start).toHaveAttribute('href', '/learn/consent/l1');
  });
});
