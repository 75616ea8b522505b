import type { RoomPerson } from '@/api';

export type Named = Pick<RoomPerson, 'id' | 'display_name'>;

/** Words as they are written: people by their names. `people` knows whom a name means. */
export interface Words {
  text: string;
  people: readonly Named[];
}

const STORED = /<@([0-9a-f-]{36})>/g;
const ASKED = /(?:^|[\s(])@([\p{L}\p{N}.'’-]{0,40}(?: [\p{L}\p{N}.'’-]{1,40})?)$/u;

/** The body that is sent: names of people who were chosen become their ids. */
export function bodyOf({ text, people }: Words): string {
  const longest = [...people].sort((one, other) => other.display_name.length - one.display_name.length);
  return longest
    .reduce((body, { id, display_name: name }) => body.replaceAll(`@${name}`, `<@${id}>`), text)
    .trim();
}

/** The other way round, to edit what was sent. */
export function wordsOf(body: string, people: readonly Named[]): Words {
  const text = body.replace(STORED, (whole, id: string) => {
    const person = people.find((one) => one.id === id);
    return person ? `@${person.display_name}` : whole;
  });
  return { text, people };
}

/** What is being typed after an @ before the caret; null when it is none. */
export function askedAt(text: string, caret: number): { from: number; search: string } | null {
  const search = ASKED.exec(text.slice(0, caret))?.[1];
  return search === undefined ? null : { from: caret - search.length - 1, search };
}

/** The text with a person in the place of what was typed, and where the caret goes. */
export function withPerson(
  words: Words,
  { from, search }: { from: number; search: string },
  person: Named,
): { words: Words; caret: number } {
  const named = `@${person.display_name} `;
  return {
    words: {
      text: words.text.slice(0, from) + named + words.text.slice(from + 1 + search.length),
      people: words.people.some(({ id }) => id === person.id) ? words.people : [...words.people, person],
    },
    caret: from + named.length,
  };
}
