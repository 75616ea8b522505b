import { parseWhole } from '../amounts';

import { fromWall, toWall, type Wall } from './zoned';

import type { CreditDraft } from '../courses/detailsDraft';
import type { StaffEvent, StaffEventChange } from '@/api';

export interface TierDraft {
  key: string;
  hours: string;
  percent: string;
}

export interface EventDraft {
  title: string;
  subtitle: string;
  description: string;
  /** One a line. */
  outcomes: string;
  language: string;
  format: StaffEvent['format'];
  visibility: StaffEvent['visibility'];
  category: string;
  zone: string;
  venueName: string;
  venueAddress: string;
  venueCity: string;
  venueMap: string;
  onlineUrl: string;
  /** Told to the registered with a change of place. */
  note: string;
  opens: Wall;
  closes: Wall;
  approval: boolean;
  tiers: TierDraft[];
  refundNote: string;
  credits: CreditDraft[];
}

export interface EventProblems {
  title: boolean;
  outcomes: boolean;
  closes: boolean;
  venueMap: boolean;
  onlineUrl: boolean;
  /** Keys of the refund steps that cannot be. */
  tiers: string[];
  /** Places of the credits whose amount cannot be read. */
  credits: number[];
}

const HOURS_AT_MOST = 8784;
const OUTCOMES_AT_MOST = 20;
const OUTCOME_LENGTH = 200;

export function draftOf(event: StaffEvent): EventDraft {
  return {
    title: event.title,
    subtitle: event.subtitle,
    description: event.description_md,
    outcomes: event.outcomes.join('\n'),
    language: event.language,
    format: event.format,
    visibility: event.visibility,
    category: event.category?.slug ?? '',
    zone: event.time_zone,
    venueName: event.venue.name,
    venueAddress: event.venue.address,
    venueCity: event.venue.city,
    venueMap: event.venue.map_url,
    onlineUrl: event.online_url,
    note: '',
    opens: toWall(event.registration_opens_at, event.time_zone),
    closes: toWall(event.registration_closes_at, event.time_zone),
    approval: event.approval_required,
    tiers: event.refund_tiers.map((tier) => ({
      key: `${tier.hours_before}`,
      hours: `${tier.hours_before}`,
      percent: `${tier.percent}`,
    })),
    refundNote: event.refund_note,
    credits: event.credit_rows.map((row) => ({
      credit_type: row.credit_type,
      amount: `${row.amount_hundredths / 100}`,
      approval_reference: row.approval_reference,
    })),
  };
}

export function problemsOf(draft: EventDraft): EventProblems {
  const hours = draft.tiers.map((tier) => parseWhole(tier.hours, 0, HOURS_AT_MOST));
  return {
    title: draft.title.trim() === '',
    outcomes:
      outcomesOf(draft).length > OUTCOMES_AT_MOST ||
      outcomesOf(draft).some((line) => line.length > OUTCOME_LENGTH),
    closes: draft.opens !== '' && draft.closes !== '' && draft.closes <= draft.opens,
    venueMap: !isLink(draft.venueMap),
    onlineUrl: !isLink(draft.onlineUrl),
    tiers: draft.tiers.flatMap((tier, index) => {
      const hour = hours[index];
      const twice = hours.indexOf(hour) !== index;
      return typeof hour === 'number' && !twice && typeof parseWhole(tier.percent, 1, 100) === 'number'
        ? []
        : [tier.key];
    }),
    credits: draft.credits.flatMap((credit, index) =>
      /^\d{1,4}([.,]\d{1,2})?$/.test(credit.amount.trim()) && Number(credit.amount.replace(',', '.')) > 0
        ? []
        : [index],
    ),
  };
}

export function isUsable(problems: EventProblems): boolean {
  return !Object.values(problems).some((one) => (Array.isArray(one) ? one.length > 0 : one));
}

/** Whether the registered would have to go somewhere else. */
export function movesPlace(before: EventDraft, after: EventDraft): boolean {
  return (['venueName', 'venueAddress', 'venueCity', 'onlineUrl', 'format'] as const).some(
    (field) => before[field] !== after[field],
  );
}

export function changeOf(draft: EventDraft): StaffEventChange {
  return {
    title: draft.title.trim(),
    subtitle: draft.subtitle.trim(),
    description_md: draft.description,
    outcomes: outcomesOf(draft),
    language: draft.language,
    format: draft.format,
    visibility: draft.visibility,
    category: draft.category || null,
    time_zone: draft.zone,
    venue_name: draft.venueName.trim(),
    venue_address: draft.venueAddress.trim(),
    venue_city: draft.venueCity.trim(),
    venue_map_url: draft.venueMap.trim(),
    online_url: draft.onlineUrl.trim(),
    registration_opens_at: fromWall(draft.opens, draft.zone),
    registration_closes_at: fromWall(draft.closes, draft.zone),
    approval_required: draft.approval,
    refund_tiers: draft.tiers
      .map((tier) => ({ hours_before: Number(tier.hours), percent: Number(tier.percent) }))
      .sort((one, other) => other.hours_before - one.hours_before),
    refund_note: draft.refundNote.trim(),
    credits: draft.credits.map((credit) => ({
      credit_type: credit.credit_type,
      amount: credit.amount.trim().replace(',', '.'),
      approval_reference: credit.approval_reference.trim(),
    })),
    ...(draft.note.trim() && { note: draft.note.trim() }),
  };
}

function outcomesOf({ outcomes }: EventDraft): string[] {
  return outcomes
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

function isLink(text: string): boolean {
  return text.trim() === '' || /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(text.trim());
}
