import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { Button, Chip, Section, Status, type Tone } from '@/components';
import { paths } from '@/config/paths';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { may, useOrganization } from '../organization';
import { PagedList } from '../PagedList';

import { DecideDialog } from './DecideDialog';
import { decisionsQuery } from './queries';

import type { CertificateDecision, CertificateVerdict } from '@/api';

const TONE: Record<CertificateVerdict, Tone> = {
  open: 'warning',
  kept: 'success',
  revoked: 'danger',
  settled: 'neutral',
};

/** Certificates whose holders do not meet the rules any more, where the event's rules say to ask. */
export function Decisions({ event }: { event: string }) {
  const { t } = useTranslation('eventCertificates');
  const { slug: org } = useOrganization();
  const [params, setParams] = useSearchParams();
  const [deciding, setDeciding] = useState<CertificateDecision | null>(null);
  const everything = params.get('decisions') === 'all';
  const list = useInfiniteQuery(decisionsQuery(org, event, everything ? undefined : 'open'));
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  const show = (all: boolean) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (all) next.set('decisions', 'all');
        else next.delete('decisions');
        return next;
      },
      { replace: true },
    );
  return (
    <Section title={t('decisionsTitle')} lede={t('decisionsLede')}>
      <div role="group" aria-label={t('decisionsTitle')} className="mb-4 flex gap-2">
        <Chip active={!everything} aria-pressed={!everything} onClick={() => show(false)}>
          {t('verdict.open')}
        </Chip>
        <Chip active={everything} aria-pressed={everything} onClick={() => show(true)}>
          {t('everyDecision')}
        </Chip>
      </div>
      <PagedList
        list={list}
        count={rows.length}
        errorTitle={t('decisionsError')}
        empty={<p className="text-ui text-ink-3">{t(everything ? 'neverDecided' : 'nothingToDecide')}</p>}
      >
        <ul className="border-t border-line">
          {rows.map((decision) => (
            <DecisionRow key={decision.id} decision={decision} onDecide={() => setDeciding(decision)} />
          ))}
        </ul>
      </PagedList>
      {deciding && <DecideDialog decision={deciding} onClose={() => setDeciding(null)} />}
    </Section>
  );
}

function DecisionRow({ decision, onDecide }: { decision: CertificateDecision; onDecide: () => void }) {
  const { t } = useTranslation('eventCertificates');
  const locale = useLocale();
  const organization = useOrganization();
  const { certificate, verdict } = decision;
  const day = (value: string) => formatDay(value, locale, new Date());
  return (
    <li className="grid gap-x-6 gap-y-3 border-b border-line py-4 wide:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <Link to={paths.certificate(certificate.code)} className="font-[550] hover:underline">
            {certificate.holder_name}
          </Link>
          <span className="num text-sm text-ink-3">{certificate.number}</span>
          <Status tone={TONE[verdict]}>{t(`verdict.${verdict}`)}</Status>
        </p>
        <p className="mt-1 text-ui text-ink-2">{t(`doubt.${decision.doubt}`)}</p>
        {decision.sentences.map((sentence) => (
          <p key={sentence} className="mt-0.5 text-sm text-ink-3">
            {sentence}
          </p>
        ))}
        <p className="num mt-1 text-sm text-ink-3">
          {t('askedOn', { date: day(decision.asked_at) })}
          {decision.decided_at &&
            decision.decided_by &&
            ` ${t('decidedOn', { date: day(decision.decided_at), name: decision.decided_by })}`}
        </p>
        {decision.reason && <p className="mt-1 text-ui">{t('because', { reason: decision.reason })}</p>}
      </div>
      {verdict === 'open' && may(organization, 'issue_certificates') && (
        <Button
          className="self-start max-wide:w-full"
          aria-label={t('decideOn', { name: certificate.holder_name })}
          onClick={onDecide}
        >
          {t('decide')}
        </Button>
      )}
    </li>
  );
}
