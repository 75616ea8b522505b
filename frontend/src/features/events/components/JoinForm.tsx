import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { isApiError, type EventDetail, type EventTicket, type MyWaiting } from '@/api';
import {
  Button,
  ButtonLink,
  Checkbox,
  Field,
  FieldError,
  FormProblem,
  Input,
  Notice,
  PageTitle,
  PriceText,
  Select,
} from '@/components';
import { paths } from '@/config/paths';

import { waitingQuantities } from '../waiting';
import { useJoinWaiting } from '../waitingQueries';

import { WhenText } from './WhenText';

interface JoinFormProps {
  event: EventDetail;
  /** Those that can be waited for. */
  tickets: readonly EventTicket[];
  signedIn: boolean;
  onJoined: (entry: MyWaiting) => void;
}

const FIELDS = ['name', 'email', 'ticket_types', 'quantity'] as const;
type Wrong = Partial<Record<(typeof FIELDS)[number], string | undefined>>;

/** Any of these tickets, so many of them; a guest says who they are. */
export function JoinForm({ event, tickets, signedIn, onJoined }: JoinFormProps) {
  const { t } = useTranslation('events');
  const [chosen, setChosen] = useState<readonly string[]>(() => tickets.map(({ id }) => id));
  const [wished, setWished] = useState(1);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [wrong, setWrong] = useState<Wrong>({});
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const join = useJoinWaiting();

  useEffect(() => {
    if (tries === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')?.focus();
  }, [tries]);

  const wanted = tickets.filter(({ id }) => chosen.includes(id));
  const quantities = waitingQuantities(wanted);
  const quantity = quantities.includes(wished) ? wished : (quantities[0] ?? 1);
  const show = (found: Wrong) => {
    setWrong(found);
    setTries((before) => before + 1);
  };
  const submit = (submitted: SyntheticEvent) => {
    submitted.preventDefault();
    const found: Wrong = {
      ...(wanted.length === 0 && { ticket_types: t('wait.none') }),
      ...(wanted.length > 0 && quantities.length === 0 && { ticket_types: t('wait.noCount') }),
      ...(!signedIn && !name.trim() && { name: t('missing.name') }),
      ...(!signedIn && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email.trim()) && { email: t('missing.email') }),
    };
    if (Object.keys(found).length > 0) {
      show(found);
      return;
    }
    join.mutate(
      {
        event: event.slug,
        ticket_types: wanted.map(({ id }) => id),
        quantity,
        name: signedIn ? '' : name.trim(),
        email: signedIn ? '' : email.trim(),
      },
      {
        onSuccess: onJoined,
        onError: (error) => {
          if (!isApiError(error)) return;
          const beside = error.fields.filter(({ path }) => FIELDS.some((field) => field === path));
          if (beside.length > 0) {
            show(Object.fromEntries(beside.map(({ path, message }) => [path, message])));
          }
        },
      },
    );
  };
  const free = isApiError(join.error) && join.error.code === 'not_sold_out';
  return (
    <form ref={form} noValidate onSubmit={submit} className="max-w-[640px] wide:pt-7">
      <PageTitle title={t('wait.documentTitle', { event: event.title })} />
      <h1 className="d2 max-wide:pt-2">{t('wait.title')}</h1>
      <p className="num mt-2.5 text-ink-2">
        {event.title}, <WhenText event={event} span />
      </p>
      <p className="mt-4 leading-relaxed text-ink-2">{t('wait.text')}</p>
      {!signedIn && (
        <Notice
          tone="tint"
          className="mt-6"
          title={t('wait.guest')}
          action={
            <ButtonLink to={paths.signIn(paths.eventWait(event.slug))} size="sm">
              {t('register.signIn')}
            </ButtonLink>
          }
        >
          {t('wait.guestText')}
        </Notice>
      )}
      <fieldset
        className="mt-7 border-t border-line pt-6"
        data-invalid={wrong.ticket_types ? true : undefined}
      >
        <legend className="sr-only">{t('wait.tickets')}</legend>
        <h2 className="d4" aria-hidden>
          {t('wait.tickets')}
        </h2>
        {tickets.length > 1 && <p className="mt-1 text-sm text-ink-2">{t('wait.ticketsText')}</p>}
        <div className="mt-3">
          {tickets.map((ticket) => (
            <Checkbox
              key={ticket.id}
              label={
                <span className="flex justify-between gap-4">
                  <span className="font-[550]">{ticket.name}</span>
                  <span className="num text-ink-2">
                    <PriceText price={ticket.price} />
                  </span>
                </span>
              }
              hint={ticket.description || undefined}
              checked={chosen.includes(ticket.id)}
              onChange={({ target }) => {
                setChosen(
                  target.checked ? [...chosen, ticket.id] : chosen.filter((one) => one !== ticket.id),
                );
                setWrong((before) => ({ ...before, ticket_types: undefined }));
              }}
            />
          ))}
        </div>
        <div role="alert">
          <FieldError message={wrong.ticket_types} />
        </div>
      </fieldset>
      <div className="mt-5 grid gap-5 wide:grid-cols-2">
        {quantities.length > 1 && (
          <Field label={t('wait.quantity')} hint={t('wait.quantityHint')} error={wrong.quantity}>
            <Select value={quantity} onChange={({ target }) => setWished(Number(target.value))}>
              {quantities.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {!signedIn && (
          <>
            <Field label={t('register.name')} error={wrong.name} className="wide:col-start-1">
              <Input
                autoComplete="name"
                maxLength={200}
                required
                value={name}
                onChange={({ target }) => {
                  setName(target.value);
                  setWrong((before) => ({ ...before, name: undefined }));
                }}
              />
            </Field>
            <Field label={t('register.email')} error={wrong.email}>
              <Input
                type="email"
                autoComplete="email"
                maxLength={254}
                required
                value={email}
                onChange={({ target }) => {
                  setEmail(target.value);
                  setWrong((before) => ({ ...before, email: undefined }));
                }}
              />
            </Field>
          </>
        )}
      </div>
      <FormProblem error={join.error} fields={FIELDS} className="mt-6" />
      <div className="mt-7 flex flex-wrap gap-3">
        <Button type="submit" variant="primary" size="lg" busy={join.isPending && t('wait.joining')}>
          {t('action.wait')}
        </Button>
        {free && (
          <ButtonLink to={paths.eventRegister(event.slug)} size="lg">
            {t('action.register')}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
