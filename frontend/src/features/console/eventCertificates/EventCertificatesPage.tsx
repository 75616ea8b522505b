import { useTranslation } from 'react-i18next';

import { Section } from '@/components';

import { CertificateList } from '../certificates/CertificateList';
import { useEvent } from '../events/EventFrame';

import { Decisions } from './Decisions';
import { Issuing } from './Issuing';
import './messages';

/** Issuing for everybody who is due, what somebody has to decide, and what was issued. */
export function EventCertificatesPage() {
  const { t } = useTranslation('eventCertificates');
  const { event } = useEvent();
  const isOver = event.status === 'completed' || event.status === 'archived';
  return (
    <>
      <Issuing event={event} isOver={isOver} />
      {isOver && <Decisions event={event.id} />}
      <Section title={t('listTitle')}>
        <CertificateList event={event.id} />
      </Section>
    </>
  );
}
