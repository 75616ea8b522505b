import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, Notice, PriceText, Sheet, Status } from '@/components';
import { paths } from '@/config/paths';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { may, useOrganization } from '../organization';

import { actsOn, answersOf, isMovable, type PersonAct } from './people';
import { REGISTRATION_TONE } from './status';
import { clockIn, dayIn } from './zoned';

import type { StaffEvent, StaffRegistration } from '@/api';
import type { ReactNode } from 'react';

interface PersonSheetProps {
  person: StaffRegistration;
  event: StaffEvent;
  onAct: (act: PersonAct) => void;
  onClose: () => void;
}

/** All about one place: whose, of which kind, what was answered, and what may be done. */
export function PersonSheet({ person, event, onAct, onClose }: PersonSheetProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const organization = useOrganization();
  const now = useNow(60_000);
  const answers = answersOf(person, event.questions, { yes: t('events.yes'), no: t('events.no') });
  const at = (moment: string) =>
    `${dayIn(moment, event.time_zone, locale)}, ${clockIn(moment, event.time_zone, locale)}`;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={person.name}
      description={person.email}
    >
      {person.blocked_reason && (
        <Notice tone="danger" title={t('events.blocked')} className="mb-5">
          {person.blocked_reason}
        </Notice>
      )}
      <dl>
        <Row term={t('events.status')}>
          <Status tone={REGISTRATION_TONE[person.status]}>{t(`events.person.${person.status}`)}</Status>
        </Row>
        {person.cancelled_because && (
          <Row term={t('events.because')}>
            {t(`events.becauseOf.${person.cancelled_because}`)}
            {person.cancel_reason && <span className="block text-ink-2">{person.cancel_reason}</span>}
          </Row>
        )}
        <Row term={t('events.ticket')}>{person.ticket_type.name}</Row>
        <Row term={t('details.priceTitle')}>
          <PriceText price={person.price} />
          {person.order && may(organization, 'view_sales') && (
            <Link
              to={`${paths.org(organization.slug, 'sales')}?order=${person.order}`}
              className="link ms-3 text-sm"
            >
              {t('events.toOrder')}
            </Link>
          )}
        </Row>
        <Row term={t('events.registered')}>{at(person.registered_at)}</Row>
        {person.hold_expires_at && person.status === 'pending_payment' && (
          <Row term={t('events.keptUntil')}>{at(person.hold_expires_at)}</Row>
        )}
        {answers.map(({ id, prompt, answer }) => (
          <Row key={id} term={prompt}>
            <span className="whitespace-pre-line">{answer}</span>
          </Row>
        ))}
      </dl>
      <div className="mt-6 flex flex-wrap gap-3">
        {actsOn(person, isMovable(event, now)).map((act) => (
          <Button key={act} variant={act === 'approve' ? 'primary' : 'secondary'} onClick={() => onAct(act)}>
            {t(`events.act.${act}`)}
          </Button>
        ))}
      </div>
    </Sheet>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-1 border-b border-line py-3 wide:grid-cols-[150px_1fr] wide:gap-4">
      <dt className="text-sm text-ink-3">{term}</dt>
      <dd className="num min-w-0 text-ui">{children}</dd>
    </div>
  );
}
