import { useQuery } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { session } from '@/api';
import {
  Badge,
  Button,
  Dialog,
  ErrorState,
  FormProblem,
  Loading,
  Section,
  Skeleton,
  toasts,
} from '@/components';
import { paths } from '@/config/paths';
import { formatRelativeDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { deviceOf, isPhone } from '../device';
import { sessionsQuery, useEndAllSessions, useEndSession } from '../queries';

import type { SignedInDevice } from '@/api';

export function Sessions() {
  const { t } = useTranslation('accounts');
  const list = useQuery(sessionsQuery());
  return (
    <Section title={t('security.sessionsTitle')} lede={t('security.sessionsLede')}>
      {list.isPending && (
        <Loading>
          {[0, 1].map((row) => (
            <Skeleton key={row} className="mt-3 h-[60px] w-full" />
          ))}
        </Loading>
      )}
      {list.isError && (
        <ErrorState title={t('security.errorTitle')} error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isSuccess && (
        <>
          <ul className="border-b border-line">
            {[...list.data.results]
              .sort((a, b) => Number(b.current) - Number(a.current))
              .map((device) => (
                <Device key={device.id} device={device} />
              ))}
          </ul>
          <Everywhere />
        </>
      )}
    </Section>
  );
}

function Device({ device }: { device: SignedInDevice }) {
  const { t } = useTranslation('accounts');
  const locale = useLocale();
  const navigate = useNavigate();
  const end = useEndSession();
  const known = deviceOf(device.user_agent);
  const name = known ? t('security.onSystem', known) : t('security.unknownDevice');
  const Icon = isPhone(device.user_agent) ? Smartphone : Monitor;
  const now = new Date();
  const signOutHere = async () => {
    await navigate(paths.catalogue);
    await session.signOut();
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3.5">
      <Icon size={20} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-[550]">
          {name}
          {device.current && <Badge tone="success">{t('security.this')}</Badge>}
        </p>
        <p className="num text-sm text-ink-3">
          {t('security.lastUsed', { when: formatRelativeDay(device.last_used_at, locale, now) })},{' '}
          {t('security.since', { when: formatRelativeDay(device.created_at, locale, now) })} ·{' '}
          {device.ip ?? t('security.unknownAddress')}
        </p>
        <FormProblem error={end.error} className="mt-2" />
      </div>
      {device.current ? (
        <Button size="sm" onClick={() => void signOutHere()}>
          {t('security.here')}
        </Button>
      ) : (
        <Button
          size="sm"
          aria-label={t('security.endOf', { device: name })}
          busy={end.isPending && t('security.ending')}
          onClick={() =>
            end.mutate(device.id, { onSuccess: () => toasts.show(t('security.ended', { device: name })) })
          }
        >
          {t('security.end')}
        </Button>
      )}
    </li>
  );
}

function Everywhere() {
  const { t } = useTranslation('accounts');
  const [open, setOpen] = useState(false);
  const endAll = useEndAllSessions();
  return (
    <div className="mt-5">
      <Button onClick={() => setOpen(true)}>{t('security.everywhere')}</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('security.everywhereTitle')}
        description={t('security.everywhereText')}
        actions={
          <>
            <Button
              variant="primary"
              busy={endAll.isPending && t('security.ending')}
              onClick={() => endAll.mutate()}
            >
              {t('security.everywhere')}
            </Button>
            <Button variant="ghost" onClick={() => setOpen(false)}>
              {t('cancel', { ns: 'common' })}
            </Button>
          </>
        }
      >
        <FormProblem error={endAll.error} />
      </Dialog>
    </div>
  );
}
