import type { EventQuestion, EventTicket, FieldProblem, Me, RegisterInput } from '@/api';

export type DraftAnswer = string | string[] | boolean;

/** One person as typed. The key stays while the number of tickets goes up and down. */
export interface Person {
  key: string;
  ticket: string;
  name: string;
  email: string;
  answers: Readonly<Record<string, DraftAnswer>>;
}

export interface Draft {
  counts: Readonly<Record<string, number>>;
  /** Also those whose ticket was taken back: they are there again when it is chosen again. */
  people: Readonly<Record<string, readonly Person[]>>;
}

type Self = Pick<Me, 'display_name' | 'legal_name' | 'email'> | undefined;

export function startDraft(tickets: readonly EventTicket[], chosen: string | null, me: Self): Draft {
  const empty: Draft = { counts: {}, people: {} };
  const buyable = tickets.filter(({ state }) => state === 'on_sale');
  const first = buyable.find(({ id }) => id === chosen) ?? (buyable.length === 1 ? buyable[0] : undefined);
  return first ? withCount(empty, first.id, first.min_per_order, me) : empty;
}

/** More people come without a name; the very first is who is signed in. */
export function withCount(draft: Draft, ticket: string, count: number, me: Self): Draft {
  const before = draft.people[ticket] ?? [];
  const people = [...before];
  const mail = me?.email;
  let mine = shownIn(draft).some(({ email }) => email !== '' && email === mail);
  while (people.length < count) {
    const self = mine ? undefined : me;
    mine = true;
    people.push({
      key: `${ticket}.${people.length}`,
      ticket,
      name: self ? self.legal_name || self.display_name : '',
      email: self?.email ?? '',
      answers: {},
    });
  }
  return { counts: { ...draft.counts, [ticket]: count }, people: { ...draft.people, [ticket]: people } };
}

/** A form that waited while somebody signed in: the first person, if still blank, is who has signed in. */
export function withSelf(draft: Draft, tickets: readonly { id: string }[], me: Self): Draft {
  const [first] = attendeesOf(draft, tickets);
  if (!me || first?.name !== '' || first.email !== '') return draft;
  return withPerson(draft, { ...first, name: me.legal_name || me.display_name, email: me.email });
}

export function withPerson(draft: Draft, person: Person): Draft {
  const list = draft.people[person.ticket] ?? [];
  return {
    ...draft,
    people: {
      ...draft.people,
      [person.ticket]: list.map((other) => (other.key === person.key ? person : other)),
    },
  };
}

/** Those who are to be registered, in the order of the tickets. */
export function attendeesOf(draft: Draft, tickets: readonly { id: string }[]): Person[] {
  return tickets.flatMap(({ id }) => (draft.people[id] ?? []).slice(0, draft.counts[id] ?? 0));
}

/** What is asked of who takes this ticket. */
export function questionsFor(questions: readonly EventQuestion[], ticket: string): EventQuestion[] {
  return questions
    .filter(({ ticket_type_ids: ids }) => ids.length === 0 || ids.includes(ticket))
    .sort((a, b) => a.position - b.position);
}

export function toInput(
  slug: string,
  people: readonly Person[],
  questions: readonly EventQuestion[],
  code: string,
): RegisterInput {
  return {
    event: slug,
    attendees: people.map((person) => ({
      ticket_type: person.ticket,
      name: person.name.trim(),
      email: person.email.trim(),
      answers: answersFrom(person, questions),
    })),
    promo_code: code,
  };
}

/** The answers of one person as the server takes them. */
export function answersFrom(
  person: Pick<Person, 'ticket' | 'answers'>,
  questions: readonly EventQuestion[],
): Record<string, unknown> {
  return Object.fromEntries(
    questionsFor(questions, person.ticket)
      .map((question) => [question.id, sent(question, person.answers[question.id])] as const)
      .filter(([, answer]) => answer !== undefined),
  );
}

/** Answers that were given, as fields hold them. */
export function answersToDraft(
  given: Readonly<Record<string, unknown>>,
  questions: readonly EventQuestion[],
): Record<string, DraftAnswer> {
  const draft: Record<string, DraftAnswer> = {};
  for (const { id } of questions) {
    const value = given[id];
    if (typeof value === 'string' || typeof value === 'boolean') draft[id] = value;
    else if (typeof value === 'number') draft[id] = String(value);
    else if (Array.isArray(value)) draft[id] = value.map(String);
  }
  return draft;
}

function sent(question: EventQuestion, answer: DraftAnswer | undefined): unknown {
  if (isEmpty(answer)) return undefined;
  if (question.kind !== 'number' || typeof answer !== 'string') return answer;
  const number = Number(answer.trim().replace(',', '.'));
  return Number.isFinite(number) ? number : answer;
}

export type Missing = 'name' | 'email' | 'answer' | 'agree';

/** What has to be filled in before it is worth asking the server, by `<person's key>.<field>`. */
export function missingIn(
  people: readonly Person[],
  questions: readonly EventQuestion[],
): Record<string, Missing> {
  const found: Record<string, Missing> = {};
  for (const person of people) {
    if (!person.name.trim()) found[`${person.key}.name`] = 'name';
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(person.email.trim())) found[`${person.key}.email`] = 'email';
    for (const question of questionsFor(questions, person.ticket)) {
      const answer = person.answers[question.id];
      const agreed = question.kind !== 'yes_no' || answer === true;
      if (question.is_required && (isEmpty(answer) || !agreed)) {
        found[`${person.key}.answers.${question.id}`] = question.kind === 'yes_no' ? 'agree' : 'answer';
      }
    }
  }
  return found;
}

/** The server counts people, the form names them: `attendees.1.name` belongs to the second person of that request. */
export function besideFields(
  problems: readonly FieldProblem[],
  people: readonly Person[],
): { beside: Record<string, string>; placed: string[] } {
  const beside: Record<string, string> = {};
  const placed: string[] = [];
  for (const problem of problems) {
    const [, index, field] = /^attendees\.(\d+)\.(name|email|answers\..+)$/.exec(problem.path) ?? [];
    const person = index === undefined ? undefined : people[Number(index)];
    if (!person || !field) continue;
    beside[`${person.key}.${field}`] ??= problem.message;
    placed.push(problem.path);
  }
  return { beside, placed };
}

/** Every ticket of an order that is paid costs the same currency. */
export function sumOf(people: readonly Person[], tickets: readonly EventTicket[]) {
  const paid = people.flatMap(({ ticket }) => {
    const price = tickets.find(({ id }) => id === ticket)?.price;
    return price && price.amount > 0 ? [price] : [];
  });
  const [first] = paid;
  return first
    ? { currency: first.currency, amount: paid.reduce((sum, { amount }) => sum + amount, 0) }
    : null;
}

function isEmpty(answer: DraftAnswer | undefined): boolean {
  return (
    answer === undefined ||
    (typeof answer === 'string' ? answer.trim() === '' : Array.isArray(answer) && answer.length === 0)
  );
}

function shownIn(draft: Draft): Person[] {
  return Object.entries(draft.people).flatMap(([id, list]) => list.slice(0, draft.counts[id] ?? 0));
}
