import { useEffect, useId, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { isApiError, type EventDetail, type Me, type MyWaiting, type Placed } from '@/api';
import { Button, Field, Select } from '@/components';
import { formatAmount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { besideFields, missingIn, type Person } from '../draft';
import { acceptInput, offeredPeople } from '../waiting';
import { useAcceptOffer } from '../waitingQueries';

import { PersonBlock } from './PersonBlock';
import { RegisterProblem } from './RegisterProblem';

import type { PlaceRef } from '../queries';

type Offer = NonNullable<MyWaiting['offer']>;

interface OfferFormProps {
  entry: MyWaiting;
  offer: Offer;
  of: PlaceRef;
  /** Undefined where its page does not open to a guest: then nothing more is asked. */
  event: EventDetail | undefined;
  /** Whoever is signed in and waited. */
  me: Me | undefined;
  onPlaced: (placed: Placed) => void;
  onPass: () => void;
}

/** Who comes with the places that are offered. What was typed stays, whatever the server says. */
export function OfferForm({ entry, offer, of, event, me, onPlaced, onPass }: OfferFormProps) {
  const { t } = useTranslation('events');
  const locale = useLocale();
  const id = useId();
  const { ticket_type: ticket, price } = offer;
  const questions = event?.questions ?? [];
  const [all, setAll] = useState(() => offeredPeople(entry, ticket.id, me));
  const [count, setCount] = useState(entry.quantity);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [placed, setPlaced] = useState<readonly string[]>([]);
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const accept = useAcceptOffer(of);

  useEffect(() => {
    if (tries === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')?.focus();
  }, [tries]);

  const people = all.slice(0, count);
  const paysNow = price && price.amount > 0 && !event?.registration.approval_required;
  const sum = paysNow ? { ...price, amount: price.amount * count } : null;
  const leaving = accept.isSuccess && accept.data.checkout_url !== null;
  const show = (found: Record<string, string>) => {
    setErrors(found);
    setTries((before) => before + 1);
  };
  const change = (person: Person, field: string) => {
    setAll((before) => before.map((other) => (other.key === person.key ? person : other)));
    setErrors((before) =>
      Object.fromEntries(Object.entries(before).filter(([key]) => key !== `${person.key}.${field}`)),
    );
  };
  const submit = (submitted: SyntheticEvent) => {
    submitted.preventDefault();
    setPlaced([]);
    const missing = Object.entries(missingIn(people, questions));
    if (missing.length > 0) {
      show(Object.fromEntries(missing.map(([path, what]) => [path, t(`missing.${what}`)])));
      return;
    }
    accept.mutate(acceptInput(people, questions), {
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
  return (
    <form id={id} ref={form} noValidate onSubmit={submit}>
      {entry.quantity > 1 && (
        <Field label={t('waiting.take')} hint={t('waiting.takeHint')} className="mt-7 max-w-[15rem]">
          <Select value={count} onChange={(event) => setCount(Number(event.target.value))}>
            {all.map((_, index) => (
              <option key={index} value={index + 1}>
                {index + 1}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {people.map((person, index) => (
        <PersonBlock
          key={person.key}
          person={person}
          number={index + 1}
          alone={people.length === 1}
          ticketName={ticket.name}
          questions={questions}
          errors={errors}
          onChange={change}
        />
      ))}
      <RegisterProblem
        error={accept.error}
        slug={entry.event.slug}
        signedIn={of.token === null}
        placed={placed}
      />
      <div className="mt-7 flex flex-wrap gap-3 max-wide:flex-col">
        <Button
          type="submit"
          variant="primary"
          size="lg"
          busy={(accept.isPending || leaving) && t(sum ? 'register.opening' : 'waiting.accepting')}
        >
          {sum
            ? t('waiting.acceptFor', { price: formatAmount(sum, locale) })
            : t('waiting.accept', { count })}
        </Button>
        <Button size="lg" onClick={onPass} disabled={accept.isPending || leaving}>
          {t('waiting.pass.open')}
        </Button>
      </div>
      {sum && <p className="mt-4 max-w-[60ch] text-sm text-ink-3">{t('register.stripe')}</p>}
    </form>
  );
}
