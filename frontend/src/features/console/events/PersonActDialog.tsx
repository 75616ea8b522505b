import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type StaffRegistration } from '@/api';
import { Notice, Radio, RadioGroup } from '@/components';
import { formatAmount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { may, useOrganization } from '../organization';

import { ActDialog } from './ActDialog';

import type { PersonAct } from './people';

interface PersonActDialogProps {
  act: Exclude<PersonAct, 'reassign'>;
  person: StaffRegistration;
  onClose: () => void;
}

const REASON_AT_MOST = { decline: 300, revoke: 300, block: 200 } as const;

/** One step about one place. What a person is told is asked for first. */
export function PersonActDialog({ act, person, onClose }: PersonActDialogProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const [refund, setRefund] = useState(true);
  const { name, price } = person;
  const paid = act === 'revoke' && price !== null && person.order !== null;
  const mayRefund = may(useOrganization(), 'refund_orders');

  const run = (org: string, reason: string): Promise<unknown> => {
    const call = { ...inTenant(org), params: { path: { registration_id: person.id } } };
    switch (act) {
      case 'approve':
        return unwrap(api.POST('/api/registrations/{registration_id}/approve/', call));
      case 'decline':
        return unwrap(
          api.POST('/api/registrations/{registration_id}/decline/', { ...call, body: { reason } }),
        );
      case 'revoke':
        return unwrap(
          api.POST('/api/registrations/{registration_id}/revoke/', {
            ...call,
            body: { reason, refund: paid && mayRefund && refund },
          }),
        );
      case 'block':
      case 'unblock':
        return unwrap(api.PUT('/api/registrations/{registration_id}/block/', { ...call, body: { reason } }));
    }
  };

  return (
    <ActDialog
      title={t(`events.actTitle.${act}`, { name })}
      text={t(act === 'approve' && price ? 'events.approvePaidText' : `events.actText.${act}`)}
      action={t(`events.act.${act}`)}
      tone={act === 'approve' || act === 'unblock' ? 'primary' : 'danger'}
      done={t(`events.actDone.${act}`, { name })}
      {...((act === 'decline' || act === 'revoke' || act === 'block') && {
        reason: {
          label: t('events.reason'),
          hint: t(`events.actReason.${act}`),
          most: REASON_AT_MOST[act],
        },
      })}
      run={run}
      onClose={onClose}
    >
      {paid && !mayRefund && (
        <Notice tone="info" title={t('events.moneyStaysTitle')}>
          {t('events.moneyStaysText', { name })}
        </Notice>
      )}
      {paid && mayRefund && (
        <RadioGroup legend={t('events.money')}>
          <Radio
            name="refund"
            label={t('events.withMoney', { amount: formatAmount(price, locale) })}
            checked={refund}
            onChange={() => setRefund(true)}
          />
          <Radio
            name="refund"
            label={t('events.withoutMoney')}
            checked={!refund}
            onChange={() => setRefund(false)}
          />
        </RadioGroup>
      )}
    </ActDialog>
  );
}
