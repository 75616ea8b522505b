import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Field, Input, Sheet } from '@/components';

import { isExpected, looksLikeTicket } from '../decide';
import { findTickets } from '../find';

import type { DoorTicket } from '@/api';

interface FinderProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  tickets: readonly DoorTicket[];
  isInside: (ticket: DoorTicket) => boolean;
  onFound: (text: string) => void;
}

/** For a torn ticket, a dark screen, or a phone that reads no codes. */
export function Finder({ open, onOpenChange, ...rest }: FinderProps) {
  const { t } = useTranslation('checkin');
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t('find.title')}>
      <Search {...rest} />
    </Sheet>
  );
}

function Search({ tickets, isInside, onFound }: Omit<FinderProps, 'open' | 'onOpenChange'>) {
  const { t } = useTranslation('checkin');
  const [words, setWords] = useState('');
  const found = findTickets(tickets, words);
  const isCode = looksLikeTicket(words);
  const [only] = found;
  const submit = () => {
    if (isCode) onFound(words);
    else if (only && found.length === 1) onFound(only.text);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={t('find.label')}>
        <Input
          type="search"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          className="!h-14"
        />
      </Field>
      {isCode && (
        <Button type="submit" variant="primary" size="lg" block className="mt-3 !h-14">
          {t('find.check')}
        </Button>
      )}
      <p role="status" className="num mt-4 text-sm text-ink-3">
        {words.trim() === '' && t('find.start', { count: tickets.length })}
        {found.length > 0 && t('find.results', { count: found.length })}
        {words.trim() !== '' && found.length === 0 && !isCode && `${t('find.none')} ${t('find.noneHint')}`}
      </p>
      <ul className="mt-2">
        {found.map((ticket) => (
          <li key={ticket.text} className="border-b border-line">
            <button
              type="button"
              onClick={() => onFound(ticket.text)}
              className="flex min-h-16 w-full items-center justify-between gap-4 rounded-md px-2 py-2.5 text-start hover:bg-tint"
            >
              <span className="min-w-0">
                <b className="block truncate text-read font-semibold">{ticket.name}</b>
                <span className="text-sm text-ink-3">{ticket.ticket}</span>
              </span>
              <TicketState ticket={ticket} inside={isInside(ticket)} />
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}

/** Why the ticket will not open the door, or that the person is inside. Most have neither. */
function TicketState({ ticket, inside }: { ticket: DoorTicket; inside: boolean }) {
  const { t } = useTranslation('checkin');
  if (inside) return <span className="flex-none text-sm font-[550] text-success">{t('find.inside')}</span>;
  if (isExpected(ticket)) return null;
  return <span className="flex-none text-sm font-[550] text-danger">{t('find.not')}</span>;
}
