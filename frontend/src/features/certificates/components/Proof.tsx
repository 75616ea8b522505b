import {
  Award,
  Building2,
  Check,
  ChevronDown,
  Clock,
  FileLock2,
  Signature,
  UserRoundCheck,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { formatLongDate } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import type { VerifiedCertificate } from '@/api';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Line by line what a reader may rely on. Ticks stand only while the certificate is in force. */
export function Proof({ certificate }: { certificate: VerifiedCertificate }) {
  const { t } = useTranslation('certificates');
  const inForce = certificate.status === 'issued';
  return (
    <>
      <h2 className="d4">{t(inForce ? 'public.proves' : 'public.provedOnce')}</h2>
      <ul className="mt-2.5">
        <Row Icon={Building2} title={t('public.who')} ticked={inForce}>
          {certificate.organization.name}
        </Row>
        <Row Icon={UserRoundCheck} title={t('public.holder')} ticked={inForce}>
          {certificate.holder_name ?? t('public.holderWithheld')}
        </Row>
        <Row Icon={Clock} title={t('public.done')} ticked={inForce}>
          {certificate.title}
          {certificate.attendance && <span className="block">{certificate.attendance.sentence}</span>}
          {certificate.evidence.map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </Row>
        <Row Icon={Award} title={t('public.worth')} ticked={inForce}>
          <Worth certificate={certificate} />
        </Row>
        {certificate.signatories.length > 0 && (
          <Row Icon={Signature} title={t('public.signed')} ticked={inForce}>
            {certificate.signatories.map(({ name, title }) => (
              <span key={`${name} ${title}`} className="block">
                {title ? t('public.signedBy', { name, title }) : name}
              </span>
            ))}
          </Row>
        )}
        {inForce && (
          <Row Icon={FileLock2} title={t('public.unchanged')} ticked>
            {t('public.unchangedText')}
          </Row>
        )}
      </ul>
      <p className="mt-4 text-sm leading-[1.55] text-ink-3">{t('public.limits')}</p>
    </>
  );
}

function Worth({ certificate }: { certificate: VerifiedCertificate }) {
  const { t } = useTranslation('certificates');
  const { credits, total_credits: total } = certificate;
  const [first] = credits;
  if (!first) return <>{t('public.worthNone')}</>;
  const parts = credits.map((credit) => `${credit.amount} ${credit.name}`).join(', ');
  const approvals = new Set(
    credits
      .filter((credit) => credit.accreditor)
      .map(({ accreditor, approval_reference: reference }) =>
        reference ? t('public.approved', { accreditor, reference }) : t('public.accredited', { accreditor }),
      ),
  );
  return (
    <>
      {credits.length === 1
        ? t('public.worthOne', { total, name: first.name })
        : t('public.worthText', { total, parts })}
      {[...approvals].map((line) => (
        <span key={line} className="block first-letter:uppercase">
          {line}
        </span>
      ))}
    </>
  );
}

interface RowProps {
  Icon: LucideIcon;
  title: string;
  ticked: boolean;
  children: ReactNode;
}

function Row({ Icon, title, ticked, children }: RowProps) {
  return (
    <li className="grid grid-cols-[22px_1fr_18px] gap-3.5 border-b border-line py-3">
      <Icon size={19} strokeWidth={1.75} aria-hidden className="mt-0.5 text-ink-3" />
      <div className="min-w-0">
        <b className="text-ui font-[550]">{title}</b>
        <div className="mt-px text-sm leading-[1.45] text-ink-2">{children}</div>
      </div>
      {ticked && <Check size={17} strokeWidth={1.75} aria-hidden className="mt-0.5 text-success" />}
    </li>
  );
}

export function TechnicalDetails({ certificate, code }: { certificate: VerifiedCertificate; code: string }) {
  const { t } = useTranslation('certificates');
  const locale = useLocale();
  const rows: [string, string | null | undefined][] = [
    [t('public.numberLabel'), certificate.number],
    [t('public.codeLabel'), code],
    [t('public.earnedLabel'), certificate.earned_on && formatLongDate(certificate.earned_on, locale)],
    [t('public.issuedLabel'), certificate.issued_on && formatLongDate(certificate.issued_on, locale)],
    [t('public.hashLabel'), certificate.pdf_sha256],
  ];
  return (
    <details className="group mt-3.5 text-sm">
      <summary className="flex min-h-11 items-center gap-1.5 font-medium text-ink-2 wide:min-h-8">
        {t('public.technical')}
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden className="group-open:rotate-180" />
      </summary>
      <dl className="num grid grid-cols-[110px_1fr] gap-x-3 gap-y-1.5 py-1.5">
        {rows.map(
          ([label, value]) =>
            value && (
              <div key={label} className="contents">
                <dt className="text-ink-3">{label}</dt>
                <dd className="break-all text-ink-2">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </details>
  );
}
