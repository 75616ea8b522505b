import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import {
  CREDIT_NOTE,
  FIGURES,
  GBP,
  INVOICE,
  LINE_REFUND,
  LISTED,
  REFUND,
  SALE,
  member,
  page,
} from '@/testing/console';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import type { Sale } from '@/api';

function sales(...rows: Sale[]) {
  server.use(http.get('/api/billing/sales/', () => HttpResponse.json(page(rows))));
}

const inSheet = async () => within(await screen.findByRole('dialog'));

describe('a sale', () => {
  beforeEach(() => member(['finance'], ['view_sales', 'refund_orders']));

  it('shows each refund with its state, and why one failed and what to do', async () => {
    const failed = {
      ...LINE_REFUND,
      id: 'r2',
      status: 'failed',
      failure: 'expired_or_canceled_card',
    } as const;
    sales({ ...SALE, refunds: [LINE_REFUND, failed] });
    const user = userEvent.setup();
    const { place } = renderAt('/org/law/sales', { signedIn: true });
    expect((await screen.findAllByText('Refund of £20.00 failed'))[0]).toBeVisible();
    expect(screen.getAllByText('£20.00 refunded')[0]).toBeVisible();
    const [buyer] = screen.getAllByRole('button', { name: /Daniel Achebe/ });
    if (!buyer) throw new Error('the sale opens');
    await user.click(buyer);
    expect(place()).toBe('/org/law/sales?sale=line1');
    const sheet = await inSheet();
    expect(sheet.getByText('Sent back', { selector: 'span' })).toBeVisible();
    expect(sheet.getByText('Did not go through')).toBeVisible();
    expect(sheet.getByText(/card is closed.*Agree with the buyer on another way/)).toBeVisible();
    expect(sheet.getAllByText(/Note: Half was taught\./)).toHaveLength(2);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(place()).toBe('/org/law/sales'));
  });

  it('is looked at again until Stripe has answered', async () => {
    const asked = {
      ...SALE,
      refunds: [{ ...LINE_REFUND, status: 'requested', created_at: new Date().toISOString() }],
    } as const;
    let times = 0;
    server.use(
      http.get('/api/billing/sales/', () => {
        times += 1;
        return HttpResponse.json(page([times === 1 ? asked : SALE]));
      }),
    );
    renderAt('/org/law/sales?sale=line1', { signedIn: true });
    const sheet = await inSheet();
    expect(sheet.getByText('Waiting for Stripe to take it on. This takes seconds.')).toBeVisible();
    expect(await sheet.findByText(/Stripe has sent it/, {}, { timeout: 6000 })).toBeVisible();
    expect(times).toBe(2);
  });

  it('gives its invoice as a file, and says when there is none yet', async () => {
    const assign = vi.fn();
    vi.stubGlobal('location', { origin: window.location.origin, href: window.location.href, assign });
    sales({ ...SALE, documents: [INVOICE, { ...CREDIT_NOTE, pdf_ready: false }] });
    server.use(
      http.get('/api/billing/invoices/inv1/download/', ({ request }) => {
        expect(request.headers.get('Accredit-Organization')).toBe('law');
        return HttpResponse.json({ url: '/files/private/x.pdf', expires_at: '2026-11-22T10:00:00Z' });
      }),
    );
    const user = userEvent.setup();
    renderAt('/org/law/sales?sale=line1', { signedIn: true });
    const sheet = await inSheet();
    expect(await sheet.findByText('Credit note CN-LMS-000007: being prepared')).toBeVisible();
    await user.click(sheet.getByRole('button', { name: 'Download Invoice INV-LMS-000041 as PDF' }));
    await waitFor(() => expect(assign).toHaveBeenCalledWith('/files/private/x.pdf'));
    vi.unstubAllGlobals();
  });

  it('says beside the invoice that it could not be fetched', async () => {
    sales(SALE);
    server.use(http.get('/api/billing/invoices/inv1/download/', () => problem(409, 'invoice_not_ready')));
    const user = userEvent.setup();
    renderAt('/org/law/sales?sale=line1', { signedIn: true });
    const sheet = await inSheet();
    await user.click(await sheet.findByRole('button', { name: 'Download Invoice INV-LMS-000041 as PDF' }));
    expect(await sheet.findByRole('alert')).toHaveTextContent('still being prepared');
  });

  it('in dispute is not refunded', async () => {
    sales({ ...SALE, order_status: 'disputed' });
    renderAt('/org/law/sales?sale=line1', { signedIn: true });
    const sheet = await inSheet();
    expect(sheet.getByText('In dispute')).toBeVisible();
    expect(sheet.queryByRole('button', { name: 'Refund' })).not.toBeInTheDocument();
  });

  it('is refunded only by who may', async () => {
    member(['organizer'], ['view_sales']);
    sales(SALE);
    renderAt('/org/law/sales?sale=line1', { signedIn: true });
    const sheet = await inSheet();
    expect(sheet.queryByRole('button', { name: 'Refund' })).not.toBeInTheDocument();
  });
});

describe('what is owed', () => {
  it('stands above the sales, in every currency', async () => {
    member(['finance'], ['view_sales']);
    const balances = [GBP(17000), { amount: -500, currency: 'EUR' }];
    server.use(http.get('/api/billing/figures/', () => HttpResponse.json({ ...FIGURES, balances })));
    renderAt('/org/law/sales', { signedIn: true });
    expect(await screen.findByText('£170.00')).toBeVisible();
    expect(screen.getByText('−€5.00')).toBeVisible();
  });
});

describe('the list of refunds', () => {
  beforeEach(() => member(['finance'], ['view_sales', 'refund_orders']));

  it('is filtered by state, and the address says so', async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get('/api/billing/refunds/', ({ request }) => {
        const status = new URL(request.url).searchParams.get('status');
        asked.push(status);
        return HttpResponse.json(page(status === 'failed' ? [] : [REFUND]));
      }),
    );
    const user = userEvent.setup();
    const { place } = renderAt('/org/law/sales/refunds', { signedIn: true });
    const [link] = await screen.findAllByRole('link', { name: 'Daniel Achebe' });
    expect(link).toHaveAttribute('href', '/org/law/sales?order=ord1&sale=line1');
    expect(
      (await screen.findAllByRole('button', { name: 'Download Credit note CN-LMS-000007 as PDF' })).length,
    ).toBeGreaterThan(0);
    await user.click(screen.getByRole('button', { name: 'Did not go through' }));
    expect(place()).toBe('/org/law/sales/refunds?status=failed');
    expect(await screen.findByText('No refund is in this state')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(place()).toBe('/org/law/sales/refunds');
    expect(asked).toContain('failed');
  });

  it('that cannot be loaded says so and tries again', async () => {
    server.use(http.get('/api/billing/refunds/', () => problem(500, 'server_error')));
    const user = userEvent.setup();
    renderAt('/org/law/sales/refunds', { signedIn: true });
    expect(await screen.findByText('Could not load the refunds')).toBeVisible();
    server.use(http.get('/api/billing/refunds/', () => HttpResponse.json(page([REFUND]))));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect((await screen.findAllByText('Daniel Achebe')).length).toBeGreaterThan(0);
  });
});

describe('the list of invoices', () => {
  it('names what a credit note is about, and whether it holds', async () => {
    member(['finance'], ['view_sales']);
    server.use(
      http.get('/api/billing/invoices/', () => HttpResponse.json(page([{ ...LISTED, cancelled: true }]))),
    );
    renderAt('/org/law/sales/invoices', { signedIn: true });
    const table = await screen.findByRole('table');
    expect(within(table).getByText('for INV-LMS-000041 · cancelled, the refund came back')).toBeVisible();
    expect(within(table).getByText('−£20.00')).toBeVisible();
  });
});
