import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, useIdempotencyKey, type RefundInput, type Sale } from '@/api';
import { Button, Dialog, Field, FormProblem, Input, Radio, RadioGroup, toasts } from '@/components';
import { formatAmount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { parseAmount } from '../amounts';
import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

/** Money goes back by this dialog alone; it names the amount on its button. */
export function RefundDialog({ sale, onClose }: { sale: Sale; onClose: () => void }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const formId = useId();
  const client = useQueryClient();
  const { slug: org } = useOrganization();
  const { keyFor } = useIdempotencyKey();
  const { currency } = sale.total;
  const left = { amount: sale.total.amount - sale.refunded.amount, currency };
  const [whole, setWhole] = useState(true);
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const part = parseAmount(typed, currency);
  const usable = whole || (part !== null && part > 0 && part <= left.amount);
  const amount = whole ? left : { amount: part ?? 0, currency };

  const refund = useMutation({
    mutationFn: (body: RefundInput) =>
      unwrap(
        api.POST('/api/billing/refunds/', {
          headers: { ...inTenant(org).headers, 'Idempotency-Key': keyFor(body) },
          body,
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: consoleKeys.of(org) }),
  });
  const submit = () => {
    setTried(true);
    if (!usable) return;
    const line = whole ? { line: sale.id } : { line: sale.id, amount: amount.amount };
    refund.mutate(
      { order: sale.order, lines: [line], note: note.trim() },
      {
        onSuccess: () => {
          const buyer = sale.buyer?.display_name ?? t('sales.erased');
          toasts.show(t('sales.done', { amount: formatAmount(amount, locale), buyer }));
          onClose();
        },
      },
    );
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('sales.refundTitle', { title: sale.title })}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant="danger"
            busy={refund.isPending && t('sales.submitting')}
          >
            {usable ? t('sales.submit', { amount: formatAmount(amount, locale) }) : t('sales.refund')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        className="grid gap-5"
      >
        <FormProblem error={refund.error} />
        <RadioGroup legend={<span className="sr-only">{t('sales.refund')}</span>}>
          <Radio
            name="whole"
            label={t('sales.refundWhole', { amount: formatAmount(left, locale) })}
            hint={t('sales.refundWholeHint')}
            checked={whole}
            onChange={() => setWhole(true)}
          />
          <Radio
            name="whole"
            label={t('sales.refundPart')}
            hint={t('sales.refundPartHint')}
            checked={!whole}
            onChange={() => setWhole(false)}
          />
        </RadioGroup>
        {!whole && (
          <Field
            label={t('sales.amount', { currency })}
            error={
              tried && !usable ? t('sales.amountWrong', { left: formatAmount(left, locale) }) : undefined
            }
          >
            <Input inputMode="decimal" value={typed} onChange={(event) => setTyped(event.target.value)} />
          </Field>
        )}
        <Field label={t('sales.note')} optional hint={t('sales.noteHint')}>
          <Input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
