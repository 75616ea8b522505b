import type { StaffEvent, StaffRegistration } from '@/api';

export type PersonAct = 'approve' | 'decline' | 'reassign' | 'revoke' | 'block' | 'unblock';

const HOLDS_PLACE = ['pending_payment', 'confirmed', 'attended', 'absent'];
const DOOR_OPENS = ['confirmed', 'attended', 'absent'];

/** Whether places of the event may still pass to other people. */
export function isMovable({ status, starts_at: starts }: StaffEvent, now: number): boolean {
  return status === 'published' && (starts === null || Date.parse(starts) > now);
}

/** What may be done about a place now; `movable` says so of its event. */
export function actsOn({ status, blocked_reason }: StaffRegistration, movable: boolean): PersonAct[] {
  if (status === 'pending_approval') return ['approve', 'decline'];
  return [
    ...(movable && status === 'confirmed' && !blocked_reason ? ['reassign' as const] : []),
    ...(DOOR_OPENS.includes(status) ? [blocked_reason ? ('unblock' as const) : ('block' as const)] : []),
    ...(HOLDS_PLACE.includes(status) ? ['revoke' as const] : []),
  ];
}

export interface AnswerLine {
  id: string;
  prompt: string;
  answer: string;
}

/** What a person answered, in the order of the questions; choices by their words. */
export function answersOf(
  { answers }: StaffRegistration,
  questions: StaffEvent['questions'],
  words: { yes: string; no: string },
): AnswerLine[] {
  const given = answers as Record<string, unknown>;
  return questions.flatMap(({ id, prompt, choices }) => {
    const value = given[id];
    if (value === undefined || value === null || value === '') return [];
    const said = (one: unknown) => {
      if (typeof one === 'boolean') return one ? words.yes : words.no;
      return choices.find((choice) => choice.id === one)?.text ?? String(one);
    };
    return [{ id, prompt, answer: Array.isArray(value) ? value.map(said).join(', ') : said(value) }];
  });
}
