import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { ButtonLink } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { IssueNow } from '../eventCertificates/IssueNow';
import { clockIn, dayIn } from '../events/zoned';
import { may, useOrganization } from '../organization';

import './messages';
import { stageOf, stepsOf, type StepKey } from './steps';

import type { EventOverview, StaffEvent } from '@/api';

interface NextStepsProps {
  event: StaffEvent;
  overview: EventOverview;
}

/** What is done, what is next and what is left, by where the event stands. */
export function NextSteps({ event, overview }: NextStepsProps) {
  const { t } = useTranslation('eventOverview');
  const now = useNow(60_000);
  const textOf = useStepText(event, overview);
  const stage = stageOf(event, now);
  if (stage === null) return null;
  const steps = stepsOf(stage, event, overview);
  const next = steps.findIndex(({ done }) => !done);
  return (
    <section>
      <h2 className="d4">{t(`next.title.${stage}`)}</h2>
      <ol className="mt-3.5">
        {steps.map(({ key, done }, index) => (
          <li
            key={key}
            aria-current={index === next ? 'step' : undefined}
            className="relative grid grid-cols-[24px_1fr] gap-3.5 pb-[18px] not-last:before:absolute not-last:before:top-6 not-last:before:bottom-0 not-last:before:start-[11px] not-last:before:w-[1.5px] not-last:before:bg-line"
          >
            <Mark state={done ? 'done' : index === next ? 'next' : 'later'} />
            <div className="min-w-0">
              <h3 className="text-ui font-[550]">
                {t(`next.${key}`)}
                {(done || index === next) && (
                  <span className="sr-only">: {t(done ? 'next.isDone' : 'next.isNow')}</span>
                )}
              </h3>
              <p className="num text-sm text-ink-3">{textOf(key)}</p>
              {index === next && <Go step={key} event={event} due={overview.certificates.due} />}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Mark({ state }: { state: 'done' | 'next' | 'later' }) {
  return (
    <span
      aria-hidden
      className={cx(
        'grid size-[23px] place-items-center rounded-full',
        state === 'done' && 'bg-primary text-on-primary',
        state === 'next' && 'border-[7px] border-primary',
        state === 'later' && 'border-[1.5px] border-line-strong',
      )}
    >
      {state === 'done' && <Check size={14} strokeWidth={2.4} />}
    </span>
  );
}

const PLACES = {
  programme: 'programme',
  tickets: 'tickets',
  requests: 'registrations',
  survey: 'survey',
  meet: 'details',
  match: 'attendance',
  decide: 'certificates',
  issue: 'certificates',
} as const;

/** The button of the next step. What is done above, in the head of the page, has none. */
function Go({ step, event, due }: { step: StepKey; event: StaffEvent; due: number }) {
  const { t } = useTranslation('eventOverview');
  const organization = useOrganization();
  const { slug: org } = organization;
  if (step === 'publish' || step === 'complete' || step === 'door' || step === 'report') return null;
  if (step === 'issue' && due > 0 && may(organization, 'issue_certificates')) {
    return <IssueNow event={event} due={due} size="sm" className="mt-2.5" />;
  }
  const place = paths.orgEvent(org, event.slug, PLACES[step]);
  return (
    <ButtonLink
      to={step === 'requests' ? `${place}?status=pending_approval` : place}
      size="sm"
      className="mt-2.5"
    >
      {t(`next.${step}Go`)}
    </ButtonLink>
  );
}

function useStepText(event: StaffEvent, { places, presence, certificates, gate }: EventOverview) {
  const { t } = useTranslation('eventOverview');
  const locale = useLocale();
  const issuing = () => {
    const short = gate?.short ?? 0;
    const { due, pending, issued, issues_at: at } = certificates;
    if (due > 0) {
      const text = t('next.issueText', { due, short });
      if (at === null || Date.parse(at) <= Date.now()) return text;
      const zone = event.time_zone;
      return t('next.issueAt', { text, when: `${dayIn(at, zone, locale)}, ${clockIn(at, zone, locale)}` });
    }
    return pending > 0 ? t('next.issueMaking', { count: pending }) : t('next.issueDone', { issued, short });
  };
  return (key: StepKey): string => {
    switch (key) {
      case 'requests':
        return places.pending_approval > 0
          ? t('next.requestsText', { count: places.pending_approval })
          : t('next.requestsNone');
      case 'door':
        return presence.in_person > 0
          ? t('next.doorText', { count: presence.in_person })
          : t('next.doorNone');
      case 'report':
        return t('next.reportText', presence);
      case 'match':
        return presence.unmatched > 0
          ? t('next.matchText', { count: presence.unmatched })
          : t('next.matchNone');
      case 'decide':
        return t('next.decideText', { count: certificates.undecided });
      case 'issue':
        return issuing();
      default:
        return t(`next.${key}Text`);
    }
  };
}
