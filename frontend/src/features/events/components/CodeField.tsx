import { TicketPercent } from 'lucide-react';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, Field, Input, useErrorMessage } from '@/components';

import { useApplyCode } from '../queries';

interface CodeFieldProps {
  slug: string;
  /** The paid tickets that the code should be for. */
  tickets: readonly string[];
  applied: string;
  /** How many hidden tickets the code shows. */
  shown: number;
  /** Set once the code that counted does not count any more. */
  error: unknown;
  /** Said of a code that does nothing. */
  nothing: string;
  /** Where to sign in: what a code takes off is for people with an account. */
  signIn: { to: string; onLeave: () => void } | null;
  onChange: (code: string) => void;
}

/** A question until it is used, then a row that can be taken away. */
export function CodeField({ applied, onChange, ...about }: CodeFieldProps) {
  const { t } = useTranslation('events');
  const message = useErrorMessage();
  const [asked, setAsked] = useState(false);
  const { tickets, shown, error, signIn } = about;
  const account = signIn && tickets.length > 0 && <AccountWords signIn={signIn} />;
  if (applied) {
    return (
      <div className="mt-4">
        <div className="flex items-center gap-3 rounded-md bg-surface px-3.5 py-1.5 outline-card">
          <TicketPercent size={19} strokeWidth={1.75} aria-hidden className="flex-none text-success" />
          <div className="min-w-0 flex-1" role="status">
            <b className="block truncate text-ui font-semibold">{applied}</b>
            {shown > 0 && (
              <span className="block text-sm text-ink-3">{t('code.shows', { count: shown })}</span>
            )}
          </div>
          <button type="button" onClick={() => onChange('')} className="link min-h-11 px-1 text-sm">
            {t('code.remove')}
          </button>
        </div>
        {account}
        {Boolean(error) && (
          <p role="alert" className="mt-1.5 text-sm text-danger">
            {message(error)}
          </p>
        )}
      </div>
    );
  }
  if (!asked) {
    return (
      <button type="button" onClick={() => setAsked(true)} className="link mt-2 min-h-11 text-sm">
        {t('code.ask')}
      </button>
    );
  }
  return <CodeForm {...about} onApplied={onChange} />;
}

function AccountWords({ signIn }: { signIn: NonNullable<CodeFieldProps['signIn']> }) {
  const { t } = useTranslation('events');
  return (
    <p className="mt-2 text-sm text-ink-2" role="status">
      {t('code.account')}{' '}
      <Link to={signIn.to} onClick={signIn.onLeave} className="link">
        {t('register.signIn')}
      </Link>
    </p>
  );
}

type CodeFormProps = Pick<CodeFieldProps, 'slug' | 'tickets' | 'nothing' | 'signIn'> & {
  onApplied: (code: string) => void;
};

function CodeForm({ slug, tickets, nothing, signIn, onApplied }: CodeFormProps) {
  const { t } = useTranslation('events');
  const message = useErrorMessage();
  const [code, setCode] = useState('');
  // Without an account a code shows tickets, and does no more.
  const apply = useApplyCode(slug, signIn ? [] : tickets);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const idle = apply.data === 'nothing' && !apply.isPending;
  const needsAccount = idle && signIn !== null && tickets.length > 0;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const typed = code.trim();
    if (!typed) return;
    apply.mutate(typed, {
      onSuccess: (effect) => {
        if (effect !== 'nothing') onApplied(typed);
        else field.current?.focus();
      },
      onError: () => field.current?.focus(),
    });
  };
  return (
    <form onSubmit={submit} className="mt-4">
      <Field
        label={t('code.label')}
        error={apply.error ? message(apply.error) : idle && !needsAccount ? nothing : undefined}
      >
        <div className="flex gap-2.5">
          <Input
            value={code}
            ref={field}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={60}
            onChange={(event) => {
              setCode(event.target.value);
              apply.reset();
            }}
          />
          <Button type="submit" className="!h-11" busy={apply.isPending && t('code.busy')}>
            {t('code.apply')}
          </Button>
        </div>
      </Field>
      {needsAccount && <AccountWords signIn={signIn} />}
    </form>
  );
}
