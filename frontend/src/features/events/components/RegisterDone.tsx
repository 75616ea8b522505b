import { CircleCheck, Hourglass } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { ButtonLink, PageTitle } from '@/components';
import { paths } from '@/config/paths';

import { PlaceStatus } from './PlaceStatus';
import { WhenText } from './WhenText';

import type { EventCard, Placed } from '@/api';

const TITLES = { asked: 'done.askedTitle', held: 'done.heldTitle', have: 'done.title' } as const;

interface RegisterDoneProps {
  event: EventCard;
  placed: Placed;
  signedIn: boolean;
}

/** Registered, without anything to pay at once. */
export function RegisterDone({ event, placed, signedIn }: RegisterDoneProps) {
  const { t } = useTranslation('events');
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const waits = placed.registrations.some(({ status }) => status === 'pending_approval');
  const [first] = placed.registrations;
  const one = placed.registrations.length === 1 ? first : undefined;
  // Paid elsewhere, and that page cannot be had now: nothing is confirmed yet.
  const unpaid = placed.registrations.some(({ status }) => status === 'pending_payment');
  const kind = waits ? 'asked' : unpaid ? 'held' : 'have';
  const title = t(TITLES[kind], { count: placed.registrations.length });
  const organization = event.organization.name;
  const Icon = kind === 'have' ? CircleCheck : Hourglass;
  return (
    <div className="max-w-[640px] pt-6 pb-16 wide:pt-14">
      <PageTitle title={title} />
      <Icon
        size={44}
        strokeWidth={1.5}
        aria-hidden
        className={kind === 'have' ? 'text-success' : 'text-primary-text'}
      />
      <h1 ref={head} tabIndex={-1} className="d2 mt-5 focus:outline-none">
        {title}
      </h1>
      <p className="lede mt-2.5">
        {event.title}, <WhenText event={event} span />
      </p>
      <ul className="mt-6 border-t border-line">
        {placed.registrations.map((row) => (
          <li
            key={row.id}
            className="flex items-baseline justify-between gap-4 border-b border-line py-3.5 text-ui"
          >
            <span className="min-w-0">
              {signedIn || row.token ? (
                <Link to={paths.registration(row.id, row.token)} className="link font-[550]">
                  {row.name}
                </Link>
              ) : (
                <b className="font-[550]">{row.name}</b>
              )}
              <span className="block text-sm text-ink-3">
                {row.ticket_type.name} · {row.email}
              </span>
            </span>
            <PlaceStatus status={row.status} />
          </li>
        ))}
      </ul>
      <p className="mt-5 leading-relaxed text-ink-2">
        {kind === 'asked' && t('done.askedText', { organization })}
        {kind === 'held' && t('done.heldText')}
        {kind === 'have' && t(signedIn ? 'done.text' : 'done.guestText', { organization })}
      </p>
      <div className="mt-7 flex flex-wrap gap-3">
        {signedIn && (
          <ButtonLink to={one ? paths.registration(one.id) : paths.registrations} variant="primary" size="lg">
            {one && !waits ? t(unpaid ? 'action.toPay' : 'action.place') : t('mine.title')}
          </ButtonLink>
        )}
        <ButtonLink to={paths.event(event.slug)} size="lg">
          {t('register.back')}
        </ButtonLink>
      </div>
    </div>
  );
}
