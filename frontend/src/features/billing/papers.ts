import type { IssuedDocument } from '@/api';

const POLL_MS = 3000;
const TAKES_AT_MOST_MS = 5 * 60_000;

/** How soon to ask again for PDFs that are being made; never for what is there or long overdue. */
export function papersDue(documents: readonly IssuedDocument[]): number | false {
  const since = Date.now() - TAKES_AT_MOST_MS;
  const due = documents.some((one) => !one.pdf_ready && Date.parse(one.created_at) > since);
  return due ? POLL_MS : false;
}
