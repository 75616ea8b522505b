import { Check, Clock3, Hourglass, RefreshCw, X } from 'lucide-react';
import { Trans, useTranslation } from 'react-i18next';

import { ButtonLink } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';
import { formatClock, formatLongDate } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import type { CertificateStatus, VerifiedCertificate } from '@/api';

const SEALS = {
  issued: {
    look: 'bg-success shadow-[0_0_0_6px_var(--success-bg)] wide:shadow-[0_0_0_8px_var(--success-bg)]',
    Icon: Check,
  },
  revoked: {
    look: 'bg-danger shadow-[0_0_0_6px_var(--danger-bg)] wide:shadow-[0_0_0_8px_var(--danger-bg)]',
    Icon: X,
  },
  expired: {
    look: 'bg-warning shadow-[0_0_0_6px_var(--warning-bg)] wide:shadow-[0_0_0_8px_var(--warning-bg)]',
    Icon: Clock3,
  },
  superseded: {
    look: 'bg-info shadow-[0_0_0_6px_var(--info-bg)] wide:shadow-[0_0_0_8px_var(--info-bg)]',
    Icon: RefreshCw,
  },
  pending: {
    look: 'bg-info shadow-[0_0_0_6px_var(--info-bg)] wide:shadow-[0_0_0_8px_var(--info-bg)]',
    Icon: Hourglass,
  },
} as const satisfies Record<CertificateStatus, unknown>;

interface VerdictProps {
  certificate: VerifiedCertificate;
  checkedAt: number;
}

/** The answer in words, before anything else. */
export function Verdict({ certificate, checkedAt }: VerdictProps) {
  const { t } = useTranslation('certificates');
  const { look, Icon } = SEALS[certificate.status];
  const withheld = certificate.status === 'issued' && certificate.holder_withheld;
  return (
    <section className="flex items-start gap-5 pb-6 wide:items-center wide:gap-6 wide:pb-[34px]">
      <span
        aria-hidden
        className={cx(
          'mt-1 grid size-[52px] flex-none place-items-center rounded-full text-white wide:mt-0 wide:size-[68px] dark:text-[#0f1711]',
          look,
        )}
      >
        <Icon className="size-6 wide:size-8" strokeWidth={2} />
      </span>
      <div>
        <h1 className="d2">{withheld ? t('public.withheldHead') : t(`public.${certificate.status}Title`)}</h1>
        <div className="mt-1.5 text-base leading-(--lh-read) text-ink-2 wide:text-read">
          <Explanation certificate={certificate} checkedAt={checkedAt} />
        </div>
        {certificate.superseded_by_code && (
          <ButtonLink to={paths.certificate(certificate.superseded_by_code)} className="mt-3">
            {t('public.seeNew')}
          </ButtonLink>
        )}
      </div>
    </section>
  );
}

function Explanation({ certificate, checkedAt }: VerdictProps) {
  const { t } = useTranslation('certificates');
  const locale = useLocale();
  const organization = certificate.organization.name;
  const name = certificate.holder_name;
  const time = formatClock(new Date(checkedAt), locale);
  const bold = { b: <b className="font-semibold text-ink" /> };
  switch (certificate.status) {
    case 'revoked':
      return (
        <>
          <p>
            {t('public.revokedText', {
              organization,
              date: certificate.revoked ? formatLongDate(certificate.revoked.on, locale) : '',
            })}
          </p>
          {certificate.revoked?.reason && (
            <p>{t('public.revokedReason', { reason: certificate.revoked.reason })}</p>
          )}
        </>
      );
    case 'superseded':
      return <p>{t('public.supersededText', { organization })}</p>;
    case 'pending':
      return <p>{t('public.pendingText', { organization })}</p>;
    case 'expired':
      return (
        <p>
          <Trans
            t={t}
            i18nKey="public.expiredText"
            values={{ name: name ?? '', organization }}
            components={bold}
          />
        </p>
      );
    case 'issued':
      return name === null ? (
        <p>{t('public.withheldText', { organization, time })}</p>
      ) : (
        <p>
          <Trans t={t} i18nKey="public.issuedText" values={{ name, organization, time }} components={bold} />
        </p>
      );
  }
}
