import { CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { ButtonLink, PageTitle } from '@/components';
import { paths } from '@/config/paths';

import type { RegistrationDetail, TransferInput } from '@/api';

interface PassedOnProps {
  event: RegistrationDetail['event'];
  to: TransferInput;
}

/** What a guest sees once their link has ended with the place. */
export function PassedOn({ event, to }: PassedOnProps) {
  const { t } = useTranslation('events');
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The dialog gives the focus back once it has closed; this comes after.
    const timer = window.setTimeout(() => head.current?.focus());
    return () => window.clearTimeout(timer);
  }, []);
  const title = t('transfer.doneTitle', { name: to.name });
  return (
    <div className="max-w-[640px] pt-6 pb-16 wide:pt-14">
      <PageTitle title={title} />
      <CircleCheck size={44} strokeWidth={1.5} aria-hidden className="text-success" />
      <h1 ref={head} tabIndex={-1} className="d2 mt-5 focus:outline-none">
        {title}
      </h1>
      <p className="mt-5 leading-relaxed text-ink-2">
        {t('transfer.doneText', { event: event.title, email: to.email })}
      </p>
      <ButtonLink to={paths.event(event.slug)} size="lg" className="mt-7">
        {t('place.event')}
      </ButtonLink>
    </div>
  );
}
