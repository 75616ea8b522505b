import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { isApiError } from '@/api';
import { ButtonLink, FormProblem, Notice } from '@/components';
import { paths } from '@/config/paths';

const NAMED = [
  'sold_out',
  'already_registered',
  'registration_closed',
  'ticket_not_on_sale',
  'code_needs_account',
  'offer_over',
] as const;

interface RegisterProblemProps {
  error: unknown;
  slug: string;
  signedIn: boolean;
  /** Paths of errors that stand beside their fields. */
  placed: readonly string[];
}

/** Why nobody was registered, that nothing is lost, and what to do next. */
export function RegisterProblem({ error, slug, signedIn, placed }: RegisterProblemProps) {
  const { t } = useTranslation('events');
  const box = useRef<HTMLDivElement>(null);
  const code = isApiError(error) ? NAMED.find((name) => name === error.code) : undefined;
  useEffect(() => {
    if (code) box.current?.focus();
  }, [code, error]);
  if (!code) return <FormProblem error={error} fields={placed} className="mt-5" />;
  const action =
    code === 'registration_closed' ? (
      <ButtonLink to={paths.event(slug)} size="sm">
        {t('register.back')}
      </ButtonLink>
    ) : code === 'already_registered' && signedIn ? (
      <ButtonLink to={paths.registrations} size="sm">
        {t('mine.title')}
      </ButtonLink>
    ) : undefined;
  return (
    <div ref={box} tabIndex={-1} className="mt-5">
      <Notice tone="danger" title={t(`problem.${code}.title`)} action={action}>
        {t(`problem.${code}.text`)}
      </Notice>
    </div>
  );
}
