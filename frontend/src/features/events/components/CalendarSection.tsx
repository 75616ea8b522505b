import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  DateText,
  Dialog,
  Field,
  FormProblem,
  Input,
  Loading,
  Notice,
  Skeleton,
  toasts,
  useErrorMessage,
} from '@/components';

import { calendarQuery, useEndCalendar, useRenewCalendar } from '../calendarQueries';

/** One's events in one's own calendar program, by a secret address. */
export function CalendarSection() {
  const { t } = useTranslation('events');
  const message = useErrorMessage();
  const feed = useQuery(calendarQuery());
  const make = useRenewCalendar();
  return (
    <section className="mt-12">
      <h2 className="d4">{t('calendar.title')}</h2>
      <p className="mt-1.5 max-w-[62ch] text-ui leading-relaxed text-ink-2">{t('calendar.text')}</p>
      {feed.isPending && (
        <Loading>
          <Skeleton className="mt-4 h-11 w-56" />
        </Loading>
      )}
      {feed.isError && !feed.data && (
        <Notice
          tone="danger"
          className="mt-4"
          title={t('calendar.errorTitle')}
          action={
            <Button size="sm" onClick={() => void feed.refetch()}>
              {t('tryAgain', { ns: 'common' })}
            </Button>
          }
        >
          {message(feed.error)}
        </Notice>
      )}
      {feed.data &&
        (feed.data.address ? (
          <Address address={feed.data.address} madeAt={feed.data.made_at} />
        ) : (
          <>
            <FormProblem error={make.error} className="mt-4" />
            <Button
              className="mt-4"
              busy={make.isPending && t('calendar.making')}
              onClick={() => make.mutate()}
            >
              {t('calendar.make')}
            </Button>
          </>
        ))}
    </section>
  );
}

function Address({ address, madeAt }: { address: string; madeAt: string | null }) {
  const { t } = useTranslation('events');
  const [asking, setAsking] = useState<'renew' | 'end' | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      toasts.show(t('calendar.copied'));
    } catch {
      // The browser keeps the clipboard to itself: the address is marked, ready to be copied by hand.
      field.current?.select();
    }
  };
  return (
    <>
      <Field
        label={t('calendar.address')}
        hint={
          <>
            {t('calendar.secret')}{' '}
            {madeAt && (
              <>
                {t('calendar.made')} <DateText value={madeAt} />.
              </>
            )}
          </>
        }
        className="mt-4 max-w-[620px]"
      >
        <div className="flex gap-2.5 max-wide:flex-wrap">
          <Input ref={field} readOnly value={address} onFocus={({ target }) => target.select()} />
          <Button className="!h-11 flex-none" onClick={() => void copy()}>
            {t('calendar.copy')}
          </Button>
        </div>
      </Field>
      <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
        <a href={address.replace(/^https?:/, 'webcal:')} className="link py-2 text-sm">
          {t('calendar.open')}
        </a>
        <button type="button" className="link min-h-11 text-sm" onClick={() => setAsking('renew')}>
          {t('calendar.renew')}
        </button>
        <button type="button" className="link min-h-11 text-sm" onClick={() => setAsking('end')}>
          {t('calendar.end')}
        </button>
      </div>
      {asking && <AddressDialog kind={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

/** Programs that read the old address stop: that is said first. */
function AddressDialog({ kind, onClose }: { kind: 'renew' | 'end'; onClose: () => void }) {
  const { t } = useTranslation('events');
  const renew = useRenewCalendar();
  const end = useEndCalendar();
  const step = kind === 'renew' ? renew : end;
  const done = () => {
    toasts.show(t(`calendar.${kind}Done`));
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t(`calendar.${kind}Title`)}
      description={t(`calendar.${kind}Text`)}
      actions={
        <>
          <Button
            variant={kind === 'end' ? 'danger' : 'primary'}
            busy={step.isPending && t('calendar.busy')}
            onClick={() =>
              kind === 'renew'
                ? renew.mutate(undefined, { onSuccess: done })
                : end.mutate(undefined, { onSuccess: done })
            }
          >
            {t(`calendar.${kind}Action`)}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('calendar.keep')}
          </Button>
        </>
      }
    >
      <FormProblem error={step.error} />
    </Dialog>
  );
}
