import { useQuery } from '@tanstack/react-query';
import { ExternalLink, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  EmptyState,
  ErrorState,
  Loading,
  Section,
  Skeleton,
  Status,
  Table,
  Td,
  Th,
  Tr,
} from '@/components';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { CertificateTabs } from '../certificates/CertificatesPage';
import '../messages';
import { may, useOrganization } from '../organization';
import { Head, Page } from '../shell/Page';

import { keysQuery, type KeyRow } from './queries';
import { RotateDialog } from './RotateDialog';

import type { Organization } from '@/api';

/** What the organization signs with. Only the public parts ever come here. */
export function KeysPage() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const keys = useQuery(keysQuery(organization.slug));
  const [rotating, setRotating] = useState<KeyRow | null>(null);
  const onRotate = may(organization, 'manage_organization') ? setRotating : undefined;
  return (
    <Page title={t('keys.title')} needs={['view_certificates']}>
      <Head title={t('certificates.title')} />
      <CertificateTabs />
      <div className="mt-7">
        <Section title={t('keys.title')} lede={t('keys.lede')}>
          {keys.isPending && (
            <Loading>
              <Skeleton className="mb-2 h-16 w-full" />
              <Skeleton className="mb-2 h-16 w-full" />
            </Loading>
          )}
          {keys.isError && !keys.data && (
            <ErrorState title={t('keys.errorTitle')} error={keys.error} retry={() => void keys.refetch()} />
          )}
          {keys.data?.length === 0 && (
            <EmptyState title={t('keys.emptyTitle')}>{t('keys.emptyText')}</EmptyState>
          )}
          {keys.data && keys.data.length > 0 && <Keys rows={keys.data} onRotate={onRotate} />}
        </Section>
        <Issuer organization={organization} />
      </div>
      {rotating && <RotateDialog key={rotating.id} signingKey={rotating} onClose={() => setRotating(null)} />}
    </Page>
  );
}

interface KeysProps {
  rows: readonly KeyRow[];
  onRotate: ((key: KeyRow) => void) | undefined;
}

function Keys({ rows, onRotate }: KeysProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const day = (value: string) => formatDay(value, locale, new Date());
  return (
    <>
      <div className="max-wide:hidden">
        <Table>
          <thead>
            <Tr>
              <Th>{t('keys.purpose')}</Th>
              <Th>{t('keys.algorithm')}</Th>
              <Th numeric>{t('keys.created')}</Th>
              <Th>{t('keys.state')}</Th>
              <Th>{t('keys.fingerprint')}</Th>
              {onRotate && (
                <Th>
                  <span className="sr-only">{t('keys.rotate')}</span>
                </Th>
              )}
            </Tr>
          </thead>
          <tbody>
            {rows.map((key) => (
              <Tr key={key.id}>
                <Td className="font-[550] whitespace-nowrap">{t(`keys.purposes.${key.purpose}`)}</Td>
                <Td className="whitespace-nowrap">{algorithmName(key.algorithm)}</Td>
                <Td numeric>{day(key.created_at)}</Td>
                <Td>
                  <State row={key} />
                </Td>
                <Td>
                  <Fingerprint row={key} />
                </Td>
                {onRotate && (
                  <Td className="text-end">{!key.retired_at && <Rotate row={key} onRotate={onRotate} />}</Td>
                )}
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="border-t border-line wide:hidden">
        {rows.map((key) => (
          <li key={key.id} className="border-b border-line py-3.5">
            <p className="flex items-baseline justify-between gap-4">
              <b className="font-[550]">{t(`keys.purposes.${key.purpose}`)}</b>
              <State row={key} />
            </p>
            <p className="num mt-0.5 text-sm text-ink-3">
              {algorithmName(key.algorithm)}, {t('keys.madeOn', { date: day(key.created_at) })}
            </p>
            <p className="mt-1.5">
              <Fingerprint row={key} />
            </p>
            {onRotate && !key.retired_at && (
              <p className="mt-2.5">
                <Rotate row={key} onRotate={onRotate} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function State({ row }: { row: KeyRow }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  if (!row.retired_at) return <Status tone="success">{t('keys.inUse')}</Status>;
  return <Status>{t('keys.retired', { date: formatDay(row.retired_at, locale, new Date()) })}</Status>;
}

function Fingerprint({ row }: { row: KeyRow }) {
  const { t } = useTranslation('console');
  if (!row.fingerprint) return <span className="text-sm text-ink-3">{t('keys.noFingerprint')}</span>;
  return (
    <code className="block max-w-[25rem] font-mono text-xs break-all text-ink-2">{row.fingerprint}</code>
  );
}

function Rotate({ row, onRotate }: { row: KeyRow; onRotate: (key: KeyRow) => void }) {
  const { t } = useTranslation('console');
  return (
    <Button
      size="sm"
      aria-label={t('keys.rotateOne', { purpose: t(`keys.purposes.${row.purpose}`) })}
      onClick={() => onRotate(row)}
    >
      <RotateCw size={15} strokeWidth={1.75} aria-hidden />
      {t('keys.rotate')}
    </Button>
  );
}

/** Public, for anybody who checks a certificate without asking us. */
function Issuer({ organization }: { organization: Organization }) {
  const { t } = useTranslation('console');
  const document = `/.well-known/accredit/issuers/${organization.id}`;
  return (
    <Section title={t('keys.publicTitle')} lede={t('keys.publicLede')}>
      <ul className="grid gap-1">
        <li>
          <PublicLink href={document}>{t('keys.issuerDocument')}</PublicLink>
        </li>
        <li>
          <PublicLink href={`${document}/certificates.pem`}>{t('keys.pem')}</PublicLink>
        </li>
      </ul>
    </Section>
  );
}

function PublicLink({ href, children }: { href: string; children: string }) {
  const { t } = useTranslation('console');
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="link inline-flex min-h-9 items-center gap-1.5 text-ui"
    >
      {children}
      <ExternalLink size={15} strokeWidth={1.75} aria-hidden />
      <span className="sr-only">{t('keys.newTab')}</span>
    </a>
  );
}

const ALGORITHMS: Record<string, string> = { 'ecdsa-p256': 'ECDSA P-256', ed25519: 'Ed25519' };

function algorithmName(algorithm: string): string {
  return ALGORITHMS[algorithm] ?? algorithm;
}
