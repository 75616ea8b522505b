import { useInfiniteQuery } from '@tanstack/react-query';
import { Download, Link2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import {
  Button,
  ButtonLink,
  Cover,
  Credits,
  EmptyState,
  ErrorState,
  IconButton,
  LoadMore,
  Loading,
  Notice,
  PageHead,
  Skeleton,
  Status,
  useErrorMessage,
  type Tone,
} from '@/components';
import { paths } from '@/config/paths';
import { formatLongDate } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { myCertificatesQuery, useDownload } from '../queries';
import { copyLink } from '../share';

import type { Certificate, CertificateStatus } from '@/api';

const TONES: Record<CertificateStatus, Tone> = {
  pending: 'info',
  issued: 'success',
  revoked: 'danger',
  superseded: 'neutral',
  expired: 'warning',
};

export function CertificatesPage() {
  const { t } = useTranslation('certificates');
  const list = useInfiniteQuery(myCertificatesQuery());
  const items = list.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <div className="wrap">
      <PageHead title={t('mine.title')} lede={items.length > 0 && t('mine.lede')} />
      {list.isPending && <CertificatesSkeleton />}
      {list.isError && (
        <ErrorState title={t('mine.errorTitle')} error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isSuccess && items.length === 0 && (
        <EmptyState
          title={t('mine.emptyTitle')}
          action={
            <ButtonLink to={paths.learning} variant="primary">
              {t('mine.toLearning')}
            </ButtonLink>
          }
        >
          {t('mine.emptyText')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className="border-t border-line">
          {items.map((item) => (
            <CertificateRow key={item.id} item={item} />
          ))}
        </ul>
      )}
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
    </div>
  );
}

function CertificateRow({ item }: { item: Certificate }) {
  const { t } = useTranslation('certificates');
  const locale = useLocale();
  const download = useDownload();
  const message = useErrorMessage();
  const url = window.location.origin + paths.certificate(item.code);
  return (
    <li className="border-b border-line py-5">
      <div className="grid grid-cols-[64px_1fr] items-center gap-x-4 gap-y-3 wide:grid-cols-[92px_1fr_110px_200px] wide:gap-x-6">
        <span className="block h-11 w-16 overflow-hidden rounded-xs outline-card wide:h-[65px] wide:w-[92px]">
          <Cover
            seed={item.code}
            kind="rosette"
            palette="mist"
            width={184}
            height={130}
            centre={[0.74, 0.46]}
          />
        </span>
        <div className="min-w-0">
          <Link
            to={paths.certificate(item.code)}
            className="font-serif text-[1.16rem] leading-snug font-[470] tracking-[-.014em] decoration-1 underline-offset-4 hover:underline"
          >
            {item.title}
          </Link>
          <p className="num mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
            <span>{item.organization.name}</span>
            <span>{t('mine.number', { number: item.number })}</span>
            {item.issued_on && (
              <span>{t('mine.issuedOn', { date: formatLongDate(item.issued_on, locale) })}</span>
            )}
            <Status tone={TONES[item.status]}>{t(`status.${item.status}`)}</Status>
          </p>
          {item.attendance && <p className="num mt-1 text-sm text-ink-3">{item.attendance.sentence}</p>}
          {item.waiting_for && <p className="mt-1 text-sm text-ink-2">{item.waiting_for.text}</p>}
        </div>
        <div className="max-wide:col-start-2 wide:text-end">
          {item.credits.length > 0 && <Credits amount={item.total_credits} />}
        </div>
        <div className="flex items-center gap-1.5 max-wide:col-start-2 wide:justify-end">
          {item.pdf_sha256 && (
            <Button
              size="sm"
              busy={download.isPending && t('mine.downloading')}
              onClick={() => download.mutate(item.id)}
            >
              <Download size={16} strokeWidth={1.75} aria-hidden />
              {t('mine.download')}
            </Button>
          )}
          <IconButton label={t('mine.copy')} onClick={() => void copyLink(url, t('mine.copied'))}>
            <Link2 size={18} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </div>
      </div>
      {download.isError && (
        <Notice tone="danger" className="mt-3">
          {message(download.error)}
        </Notice>
      )}
    </li>
  );
}

function CertificatesSkeleton() {
  return (
    <Loading>
      <div className="border-t border-line">
        {[0, 1, 2].map((row) => (
          <div key={row} className="flex items-center gap-6 border-b border-line py-5">
            <Skeleton className="h-[65px] w-[92px]" />
            <div className="flex-1">
              <Skeleton className="h-5 w-1/2" />
              <Skeleton className="mt-2.5 h-3.5 w-1/3" />
            </div>
          </div>
        ))}
      </div>
    </Loading>
  );
}
