import { TicketPercent } from 'lucide-react';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Field, Input, useErrorMessage } from '@/components';

import { useApplyCode } from '../queries';

import type { QuoteItem } from '@/api';

interface PromoCodeProps {
  items: QuoteItem[];
  /** The code that counts now; empty without one. */
  applied: string;
  onChange: (code: string) => void;
}

/** A question until it is used, then a row that can be taken away. */
export function PromoCode({ items, applied, onChange }: PromoCodeProps) {
  const { t } = useTranslation('billing');
  const [asked, setAsked] = useState(false);
  if (applied) {
    return (
      <div className="mt-5 flex items-center gap-3 rounded-md bg-surface px-3.5 py-1.5">
        <TicketPercent size={19} strokeWidth={1.75} aria-hidden className="flex-none text-success" />
        <b className="min-w-0 flex-1 truncate text-ui font-semibold">{applied}</b>
        <button type="button" onClick={() => onChange('')} className="link min-h-11 px-1 text-sm">
          {t('promo.remove')}
        </button>
      </div>
    );
  }
  if (!asked) {
    return (
      <button type="button" onClick={() => setAsked(true)} className="link mt-3 min-h-11 text-sm">
        {t('promo.ask')}
      </button>
    );
  }
  return <CodeForm items={items} onApplied={onChange} />;
}

function CodeForm({ items, onApplied }: { items: QuoteItem[]; onApplied: (code: string) => void }) {
  const { t } = useTranslation('billing');
  const message = useErrorMessage();
  const [code, setCode] = useState('');
  const apply = useApplyCode(items);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const typed = code.trim();
    if (typed) apply.mutate(typed, { onSuccess: () => onApplied(typed) });
  };
  return (
    <form onSubmit={submit} className="mt-5">
      <Field label={t('promo.label')} error={apply.error ? message(apply.error) : undefined}>
        <div className="flex gap-2.5">
          <Input
            value={code}
            ref={field}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            onChange={(event) => setCode(event.target.value)}
          />
          <Button type="submit" className="!h-11" busy={apply.isPending && t('promo.busy')}>
            {t('promo.apply')}
          </Button>
        </div>
      </Field>
    </form>
  );
}
