import { HttpResponse, http } from 'msw';

import { ME } from './samples';
import { server } from './server';

import type {
  Invoice,
  IssuedDocument,
  Organization,
  Permission,
  Refund,
  Sale,
  SaleRefund,
  SalesFigures,
} from '@/api';

export const NONE = { results: [], next: null, previous: null };
export const GBP = (amount: number) => ({ amount, currency: 'GBP' });
export const page = <Row>(results: readonly Row[]) => ({ ...NONE, results });

export const FIGURES: SalesFigures = {
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

export const INVOICE: IssuedDocument = {
  id: 'inv1',
  kind: 'invoice',
  number: 'INV-LMS-000041',
  issued_on: '2026-11-20',
  organization: { slug: 'law', name: 'Law & Mediation Society' },
  total: GBP(12000),
  pdf_ready: true,
  created_at: '2026-11-20T10:00:00Z',
};

export const CREDIT_NOTE: IssuedDocument = {
  ...INVOICE,
  id: 'cn1',
  kind: 'credit_note',
  number: 'CN-LMS-000007',
  total: GBP(-2000),
};

export const LISTED: Invoice = {
  ...CREDIT_NOTE,
  order: 'ord1',
  order_number: 'A-1001',
  buyer_name: 'Daniel Achebe',
  about: { id: 'inv1', number: INVOICE.number },
  cancelled: false,
  net: GBP(-1667),
  tax: GBP(-333),
};

export const LINE_REFUND: SaleRefund = {
  id: 'r1',
  status: 'succeeded',
  amount: GBP(2000),
  note: 'Half was taught.',
  failure: '',
  created_at: '2026-11-21T10:00:00Z',
};

export const SALE: Sale = {
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
  refunds: [LINE_REFUND],
  documents: [INVOICE, CREDIT_NOTE],
  paid_at: '2026-11-20T10:00:00Z',
};

export const REFUND: Refund = {
  ...LINE_REFUND,
  order: 'ord1',
  order_number: 'A-1001',
  buyer: SALE.buyer,
  lines: [{ line: 'line1', title: 'Consent and capacity', amount: GBP(2000) }],
  documents: [CREDIT_NOTE],
};

/** The signed-in person is in "Law & Mediation Society" with these roles; every list of the console is empty. */
export function member(roles: Organization['roles'], permissions: Permission[]): void {
  const organization: Organization = {
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
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/organizations/', () => HttpResponse.json(page([organization]))),
    http.get('/api/courses/course/', () => HttpResponse.json(NONE)),
    http.get('/api/billing/figures/', () => HttpResponse.json(FIGURES)),
    http.get('/api/billing/sales/', () => HttpResponse.json(NONE)),
    http.get('/api/billing/refunds/', () => HttpResponse.json(NONE)),
    http.get('/api/billing/invoices/', () => HttpResponse.json(NONE)),
    http.get('/api/certificates/organization/', () => HttpResponse.json(NONE)),
    http.get('/api/certificates/keys/', () => HttpResponse.json({ results: [] })),
  );
}
