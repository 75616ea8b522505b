import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { FieldError, Switch, useErrorMessage } from '@/components';

import { choiceQuery, useChoice } from '../queries';

/** Whether others see how far one has read; at once, and back when it could not be stored. */
export function ReceiptsChoice() {
  const { t } = useTranslation('community');
  const id = useId();
  const explain = useErrorMessage();
  const choice = useQuery(choiceQuery());
  const choose = useChoice();
  if (!choice.data) return null;
  const shares = choose.isPending ? choose.variables : choice.data.shares_receipts;
  return (
    <div className="mt-5 border-t border-line pt-4">
      <div className="flex items-start justify-between gap-4">
        <label htmlFor={id} className="text-sm">
          {t('facts.receipts')}
          <span className="mt-0.5 block text-ink-3">{t('facts.receiptsHint')}</span>
        </label>
        <Switch
          id={id}
          checked={shares}
          disabled={choose.isPending}
          onCheckedChange={(next) => choose.mutate(next)}
        />
      </div>
      <FieldError message={choose.error ? explain(choose.error) : undefined} />
    </div>
  );
}
