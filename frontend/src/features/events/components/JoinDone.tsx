import { Hourglass } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { ButtonLink, PageTitle } from '@/components';
import { paths } from '@/config/paths';

import { WhenText } from './WhenText';

import type { MyWaiting } from '@/api';

/** On the list: the number, and what happens next. */
export function JoinDone({ entry, signedIn }: { entry: MyWaiting; signedIn: boolean }) {
  const { t } = useTranslation('events');
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const title =
    entry.position === null ? t('waiting.onList') : t('waiting.position', { position: entry.position });
  return (
    <div className="max-w-[640px] pt-6 pb-16 wide:pt-14">
      <PageTitle title={title} />
      <Hourglass size={44} strokeWidth={1.5} aria-hidden className="text-primary-text" />
      <h1 ref={head} tabIndex={-1} className="d2 mt-5 focus:outline-none">
        {title}
      </h1>
      <p className="lede mt-2.5">
        {entry.event.title}, <WhenText event={entry.event} span />
      </p>
      <p className="mt-5 leading-relaxed text-ink-2">
        {t('waiting.text', { count: entry.quantity, email: entry.email })}{' '}
        {t(signedIn ? 'wait.doneText' : 'wait.doneGuest')}
      </p>
      <div className="mt-7 flex flex-wrap gap-3">
        {signedIn && (
          <ButtonLink to={paths.waiting(entry.id)} variant="primary" size="lg">
            {t('wait.see')}
          </ButtonLink>
        )}
        <ButtonLink to={paths.event(entry.event.slug)} size="lg">
          {t('register.back')}
        </ButtonLink>
      </div>
    </div>
  );
}
