import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { isApiError, type EventDetail, type EventTicket, type Me, type Placed } from '@/api';
import { Button, ButtonLink, Notice, PageTitle } from '@/components';
import { paths } from '@/config/paths';

import {
  attendeesOf,
  besideFields,
  missingIn,
  startDraft,
  sumOf,
  toInput,
  withCount,
  withPerson,
  withSelf,
  type Person,
} from '../draft';
import { ticketQuoteQuery, useRegister } from '../queries';
import { shelf } from '../shelf';

import { CodeField } from './CodeField';
import { PersonBlock } from './PersonBlock';
import { RefundWords } from './RefundWords';
import { RegisterProblem } from './RegisterProblem';
import { RegisterSummary, sumsOf } from './RegisterSummary';
import { TicketCounts } from './TicketCounts';
import { WhenText } from './WhenText';

interface RegisterFormProps {
  event: EventDetail;
  tickets: readonly EventTicket[];
  chosen: string | null;
  me: Me | undefined;
  signedIn: boolean;
  /** The promo code that was taken, what it shows, and why it does not count any more. */
  code: { applied: string; shown: number; error: unknown; onChange: (code: string) => void };
  onBegin: () => void;
  onPlaced: (placed: Placed) => void;
}

/** Tickets, one block a person, the sum. What was typed stays, whatever the server says. */
export function RegisterForm(props: RegisterFormProps) {
  const { event, tickets, chosen, me, signedIn, code, onBegin, onPlaced } = props;
  const { t } = useTranslation('events');
  const id = useId();
  const { slug, questions } = event;
  const [draft, setDraft] = useState(() => {
    const kept = shelf.read(slug);
    return kept ? withSelf(kept, tickets, me) : startDraft(tickets, chosen, me);
  });
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [placed, setPlaced] = useState<readonly string[]>([]);
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const register = useRegister(slug);

  useEffect(() => shelf.clear(), []);
  useEffect(() => {
    if (tries === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')?.focus();
  }, [tries]);

  const people = attendeesOf(draft, tickets);
  const sum = event.registration.approval_required ? null : sumOf(people, tickets);
  const paid = tickets
    .filter(
      ({ id: ticket, price }) => price && price.amount > 0 && people.some((one) => one.ticket === ticket),
    )
    .map(({ id: ticket }) => ticket);
  const quote = useQuery({
    // What a code takes off is for people with an account.
    ...ticketQuoteQuery(paid, signedIn ? code.applied : ''),
    enabled: sum !== null,
    placeholderData: keepPreviousData,
  });
  const sums = sum && sumsOf(sum, people, quote.data);
  const free = !sums || sums.total.amount === 0;
  const leaving = register.isSuccess && register.data.checkout_url !== null;

  const change = (person: Person, field: string) => {
    onBegin();
    setDraft((before) => withPerson(before, person));
    setErrors((before) => without(before, `${person.key}.${field}`));
  };
  const count = (ticket: string, number: number) => {
    onBegin();
    setDraft((before) => withCount(before, ticket, number, me));
    setErrors((before) => without(before, 'tickets'));
  };
  const show = (found: Record<string, string>) => {
    setErrors(found);
    setTries((before) => before + 1);
  };
  const submit = (submitted: SyntheticEvent) => {
    submitted.preventDefault();
    onBegin();
    register.reset();
    setPlaced([]);
    if (people.length === 0) {
      show({ tickets: t('register.none') });
      return;
    }
    const missing = Object.entries(missingIn(people, questions));
    if (missing.length > 0) {
      show(Object.fromEntries(missing.map(([path, what]) => [path, t(`missing.${what}`)])));
      return;
    }
    register.mutate(toInput(slug, people, questions, code.applied), {
      onSuccess: (answer) => {
        if (answer.checkout_url) window.location.assign(answer.checkout_url);
        else onPlaced(answer);
      },
      onError: (error) => {
        if (!isApiError(error)) return;
        const { beside, placed: found } = besideFields(error.fields, people);
        setPlaced(found);
        if (found.length > 0) show(beside);
      },
    });
  };
  const signIn = {
    to: paths.signIn(paths.eventRegister(slug, chosen ?? undefined, code.applied)),
    onLeave: () => shelf.put(slug, draft),
  };

  return (
    <div className="grid grid-cols-1 gap-9 wide:grid-cols-[minmax(0,1fr)_424px] wide:gap-[88px] wide:pt-7">
      <form id={id} ref={form} noValidate onSubmit={submit}>
        <PageTitle title={t('register.documentTitle', { event: event.title })} />
        <h1 className="d2 max-wide:pt-2">{t('register.title')}</h1>
        <p className="num mt-2.5 text-ink-2">
          {event.title}, <WhenText event={event} span />
        </p>
        {!signedIn && (
          <Notice
            tone="tint"
            className="mt-6"
            title={t('register.guest')}
            action={
              <ButtonLink to={signIn.to} onClick={signIn.onLeave} size="sm">
                {t('register.signIn')}
              </ButtonLink>
            }
          >
            {t('register.guestText')}
          </Notice>
        )}
        {event.registration.approval_required && (
          <Notice tone="info" className="mt-6">
            {t('register.approval', { organization: event.organization.name })}
          </Notice>
        )}
        <TicketCounts
          tickets={tickets}
          zone={event.time_zone}
          counts={draft.counts}
          error={errors['tickets']}
          onCount={count}
        />
        {people.map((person, index) => (
          <PersonBlock
            key={person.key}
            person={person}
            number={index + 1}
            alone={people.length === 1}
            ticketName={tickets.find(({ id: ticket }) => ticket === person.ticket)?.name ?? ''}
            questions={questions}
            errors={errors}
            onChange={change}
          />
        ))}
      </form>
      <RegisterSummary
        tickets={tickets}
        people={people}
        sums={sums}
        action={
          <>
            <RegisterProblem error={register.error} slug={slug} signedIn={signedIn} placed={placed} />
            <Button
              type="submit"
              form={id}
              variant="primary"
              size="lg"
              block
              className="mt-6 !h-[54px] !text-[1rem]"
              busy={(register.isPending || leaving) && t(free ? 'register.registering' : 'register.opening')}
            >
              {t(free ? 'action.register' : 'register.pay')}
            </Button>
            {!free && (
              <div className="mt-4 grid gap-2">
                <p className="text-xs leading-[1.55] text-ink-3">{t('register.stripe')}</p>
                <RefundWords event={event} />
              </div>
            )}
          </>
        }
      >
        <CodeField
          slug={slug}
          tickets={sum ? paid : []}
          applied={code.applied}
          shown={code.shown}
          error={quote.error ?? code.error}
          nothing={t('code.nothing')}
          signIn={signedIn ? null : signIn}
          onChange={code.onChange}
        />
      </RegisterSummary>
    </div>
  );
}

function without(errors: Readonly<Record<string, string>>, path: string): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).filter(([name]) => name !== path));
}
