import { parseAmount, parseWhole, writeAmount } from '../amounts';

import type { PromoCode, PromoCodeChange, PromoCodeStart } from '@/api';

export interface PromoDraft {
  code: string;
  kind: 'percent' | 'fixed';
  value: string;
  everything: boolean;
  courses: string[];
  starts: string;
  ends: string;
  total: string;
  perPerson: string;
  active: boolean;
}

/** Keys of messages. */
export interface PromoProblems {
  code?: 'codeWrong';
  value?: 'percentWrong' | 'amountWrong';
  courses?: 'someMissing';
  ends?: 'endsBefore';
  total?: 'limitWrong';
  perPerson?: 'limitWrong';
}

export const NEW_CODE: PromoDraft = {
  code: '',
  kind: 'percent',
  value: '',
  everything: true,
  courses: [],
  starts: '',
  ends: '',
  total: '',
  perPerson: '',
  active: true,
};

export function promoDraftOf(code: PromoCode): PromoDraft {
  const limit = (value: number | null) => (value === null ? '' : String(value));
  return {
    code: code.code,
    kind: code.kind,
    value: code.kind === 'percent' ? String(code.value) : writeAmount(code.value, code.currency),
    everything: code.targets.length === 0,
    courses: code.targets.map((target) => target.item_id),
    starts: localTime(code.starts_at),
    ends: localTime(code.ends_at),
    total: limit(code.total_limit),
    perPerson: limit(code.per_person_limit),
    active: code.is_active,
  };
}

export function promoProblems(draft: PromoDraft, currency: string): PromoProblems {
  const problems: PromoProblems = {};
  if (!/^[A-Za-z0-9._-]{2,40}$/.test(draft.code.trim())) problems.code = 'codeWrong';
  if (draft.kind === 'percent' && parseWhole(draft.value, 1, 100) == null) problems.value = 'percentWrong';
  if (draft.kind === 'fixed' && !parseAmount(draft.value, currency)) problems.value = 'amountWrong';
  if (!draft.everything && draft.courses.length === 0) problems.courses = 'someMissing';
  if (draft.starts && draft.ends && draft.ends <= draft.starts) problems.ends = 'endsBefore';
  if (parseWhole(draft.total, 1, 1_000_000) === undefined) problems.total = 'limitWrong';
  if (parseWhole(draft.perPerson, 1, 1000) === undefined) problems.perPerson = 'limitWrong';
  return problems;
}

/** What may still be changed of a code that people use. */
export function promoChangeOf(draft: PromoDraft): PromoCodeChange {
  return {
    starts_at: moment(draft.starts),
    ends_at: moment(draft.ends),
    total_limit: parseWhole(draft.total, 1, 1_000_000) ?? null,
    per_person_limit: parseWhole(draft.perPerson, 1, 1000) ?? null,
    is_active: draft.active,
  };
}

export function promoStartOf(draft: PromoDraft, currency: string): PromoCodeStart {
  return {
    ...promoChangeOf(draft),
    code: draft.code.trim().toUpperCase(),
    kind: draft.kind,
    value: draft.kind === 'percent' ? Number(draft.value) : (parseAmount(draft.value, currency) ?? 0),
    targets: draft.everything ? [] : draft.courses.map((id) => ({ item_kind: 'course', item_id: id })),
  };
}

export type PromoState = 'inForce' | 'paused' | 'ended' | 'usedUp' | 'notYet';

export function promoState(code: PromoCode, now: Date): PromoState {
  if (!code.is_active) return 'paused';
  if (code.ends_at && new Date(code.ends_at) <= now) return 'ended';
  if (code.total_limit !== null && code.used >= code.total_limit) return 'usedUp';
  if (code.starts_at && new Date(code.starts_at) > now) return 'notYet';
  return 'inForce';
}

/** For a datetime-local field: the moment in the reader's own zone. */
function localTime(value: string | null): string {
  if (!value) return '';
  const date = new Date(value);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

function moment(local: string): string | null {
  return local ? new Date(local).toISOString() : null;
}
