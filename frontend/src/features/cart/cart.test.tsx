import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { session } from '@/api';
import { pass, watchClock } from '@/testing/clock';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { COURSE, ME, QUOTE } from '@/testing/samples';
import { server } from '@/testing/server';

import { localCart } from './localCart';

const EUR = { amount: 9000, currency: 'EUR' };

function item(id: string, title: string, price: { amount: number; currency: string } | null) {
  return {
    id: `row-${id}`,
    item_kind: 'course',
    item_id: id,
    title,
    available: price !== null,
    organization: price && { slug: 'law', name: 'Law & Mediation Society' },
    price,
    image_url: null,
    added_at: '2026-11-20T10:00:00Z',
  };
}

function total(money: { amount: number; currency: string }) {
  return { ...QUOTE, currency: money.currency, subtotal: money, total: money, tax: { ...money, amount: 0 } };
}

describe('the cart', () => {
  it('of a stranger lives in the browser, and joins the account at sign-in', async () => {
    const put: string[] = [];
    server.use(
      http.get('/api/courses/course/:id/', () => HttpResponse.json({ ...COURSE, viewer: null })),
      http.post('/api/courses/cartItem/', async ({ request }) => {
        const { item_id: id } = (await request.json()) as { item_id: string };
        put.push(id);
        return id === 'owned'
          ? problem(409, 'already_bought')
          : HttpResponse.json({ results: [], totals: [] }, { status: 201 });
      }),
      http.get('/api/courses/cartItem/', () =>
        HttpResponse.json({
          results: [item('c1', 'Consent and capacity in practice', QUOTE.total)],
          totals: [total(QUOTE.total)],
        }),
      ),
      http.get('/api/user/me/', () => HttpResponse.json(ME)),
    );
    localCart.add({ item_kind: 'course', item_id: 'owned' });
    localCart.add({ item_kind: 'course', item_id: 'c1' });
    renderAt('/cart');
    expect(await screen.findAllByText('Consent and capacity in practice')).not.toHaveLength(0);
    expect(screen.getByRole('link', { name: 'Check out' })).toHaveAttribute(
      'href',
      '/auth/sign-in?next=%2Fcheckout%3Fcart%3DGBP',
    );

    session.begin('access-1');
    await waitFor(() => expect(localCart.items()).toHaveLength(0));
    expect(put).toEqual(['owned', 'c1']);
    expect(await screen.findByRole('link', { name: 'Check out' })).toHaveAttribute(
      'href',
      '/checkout?cart=GBP',
    );
  });

  it('is checked out one currency at a time, and not while something in it is gone', async () => {
    let rows = [
      item('c1', 'Consent', QUOTE.total),
      item('c2', 'Vertrag', EUR),
      item('c3', 'Withdrawn', null),
    ];
    server.use(
      http.get('/api/user/me/', () => HttpResponse.json(ME)),
      http.get('/api/courses/cartItem/', () =>
        HttpResponse.json({ results: rows, totals: [total(EUR), total(QUOTE.total)] }),
      ),
      http.delete('/api/courses/cartItem/:id/', ({ params }) => {
        rows = rows.filter((row) => row.id !== params['id']);
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const user = userEvent.setup();
    renderAt('/cart', { signedIn: true });
    expect(await screen.findByRole('button', { name: 'Check out in EUR' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Remove “Withdrawn”' }));
    expect(await screen.findByRole('link', { name: 'Check out in EUR' })).toHaveAttribute(
      'href',
      '/checkout?cart=EUR',
    );
    expect(screen.getByRole('link', { name: 'Check out in GBP' })).toBeVisible();
  });

  it('is paid as a whole, with a code', async () => {
    const quoted: unknown[] = [];
    let paid: unknown;
    server.use(
      http.get('/api/user/me/', () =>
        HttpResponse.json({ ...ME, legal_name: 'Amara Okafor', legal_name_confirmed: true }),
      ),
      http.get('/api/courses/cartItem/', () =>
        HttpResponse.json({
          results: [item('c1', 'Consent', QUOTE.total), item('c2', 'Vertrag', EUR)],
          totals: [total(EUR), total(QUOTE.total)],
        }),
      ),
      http.post('/api/billing/quote/', async ({ request }) => {
        const body = (await request.json()) as { promo_code: string };
        quoted.push(body);
        return HttpResponse.json({ ...QUOTE, promo_code: body.promo_code });
      }),
      http.post('/api/payments/stripe_cart/', async ({ request }) => {
        paid = await request.json();
        return HttpResponse.json({ order: 'o1', session_id: null, checkout_url: null }, { status: 201 });
      }),
      http.get('/api/billing/orders/o1/', () => problem(404, 'order_not_found')),
    );
    const user = userEvent.setup();
    const { place } = renderAt('/checkout?cart=GBP', { signedIn: true });
    await user.click(await screen.findByRole('button', { name: 'Have a code?' }));
    await user.type(screen.getByRole('textbox', { name: /code/i }), 'WINTER{Enter}');
    expect(await screen.findByText('WINTER')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Continue to payment' }));
    await waitFor(() => expect(place()).toBe('/checkout/done/o1'));
    expect(quoted.at(-1)).toEqual({ items: [{ item_kind: 'course', item_id: 'c1' }], promo_code: 'WINTER' });
    expect(paid).toEqual({ currency: 'GBP', promo_code: 'WINTER' });
  });
});

describe('an order', () => {
  const INVOICE = {
    id: 'inv1',
    kind: 'invoice',
    number: 'INV-LMS-000041',
    issued_on: '2026-11-20',
    organization: { slug: 'law', name: 'Law & Mediation Society' },
    total: { amount: 12000, currency: 'GBP' },
    pdf_ready: true,
    created_at: '2026-11-20T10:00:00Z',
  };
  const NOTE = { ...INVOICE, id: 'cn1', kind: 'credit_note', number: 'CN-LMS-000007', pdf_ready: false };
  const ORDER = {
    ...QUOTE,
    id: 'ord1',
    number: '7KQ2M-94XTR',
    status: 'paid',
    settling: false,
    lines: [{ ...QUOTE.lines[0], id: 'l1', refunded: { amount: 0, currency: 'GBP' } }],
    documents: [INVOICE],
    created_at: '2026-11-20T10:00:00Z',
    paid_at: '2026-11-20T10:00:00Z',
    hold_expires_at: null,
  };

  it('gives the buyer each document, and says which is still being made', async () => {
    const young = { ...NOTE, created_at: new Date().toISOString() };
    let times = 0;
    server.use(
      http.get('/api/user/me/', () => HttpResponse.json(ME)),
      http.get('/api/billing/orders/ord1/', () => {
        times += 1;
        return HttpResponse.json({
          ...ORDER,
          documents: [INVOICE, times === 1 ? young : { ...young, pdf_ready: true }],
        });
      }),
      http.get('/api/billing/invoices/inv1/download/', ({ request }) => {
        expect(request.headers.get('Accredit-Organization')).toBeNull();
        return problem(500, 'server_error');
      }),
    );
    watchClock();
    const user = userEvent.setup();
    renderAt('/orders/ord1', { signedIn: true });
    expect(await screen.findByText('Credit note CN-LMS-000007: being prepared')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Download Invoice INV-LMS-000041 as PDF' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Nothing of yours was lost');
    await pass(3_000);
    expect(
      await screen.findByRole('button', { name: 'Download Credit note CN-LMS-000007 as PDF' }),
    ).toBeVisible();
  });

  it('with one invoice gives it from the list, with several leads to them', async () => {
    server.use(
      http.get('/api/user/me/', () => HttpResponse.json(ME)),
      http.get('/api/billing/orders/', () =>
        HttpResponse.json({
          results: [
            ORDER,
            { ...ORDER, id: 'ord2', number: 'B-2', documents: [INVOICE, NOTE] },
            { ...ORDER, id: 'ord3', number: 'C-3', documents: [] },
          ],
          next: null,
          previous: null,
        }),
      ),
    );
    renderAt('/orders', { signedIn: true });
    expect(
      await screen.findByRole('button', { name: 'Download Invoice INV-LMS-000041 as PDF' }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: '2 documents of order B-2' })).toHaveAttribute(
      'href',
      '/orders/ord2#documents',
    );
    expect(screen.queryByText(/document.* of order C-3/)).not.toBeInTheDocument();
  });
});
