import type { DoorTicket } from '@/api';

const AT_MOST = 40;
const SHORTEST_CODE = 4;

/** Whom words name: every word stands in the name, accents aside; or they begin a ticket's code. */
export function findTickets(tickets: readonly DoorTicket[], words: string): DoorTicket[] {
  const parts = plain(words).split(/\s+/).filter(Boolean);
  if (parts.length === 0) return [];
  const code = words.trim().toUpperCase();
  return tickets
    .filter(
      (ticket) =>
        parts.every((part) => plain(ticket.name).includes(part)) ||
        (code.length >= SHORTEST_CODE && (ticket.text.startsWith(code) || codeOf(ticket).startsWith(code))),
    )
    .slice(0, AT_MOST);
}

/** The part of a ticket's text that tells it from others. */
function codeOf(ticket: DoorTicket): string {
  return ticket.text.split('.')[1] ?? '';
}

/** Letters that are no letter with an accent, as a keyboard without them types them. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœı]/g, (letter) => PLAIN[letter] ?? letter);
}
