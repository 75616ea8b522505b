import { useInfiniteQuery } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { api, inTenant, unwrap, type StaffCertificate } from '@/api';
import {
  Button,
  Chip,
  EmptyState,
  IconButton,
  Menu,
  MenuItem,
  MenuSeparator,
  Status,
  Table,
  TabsNav,
  Td,
  Th,
  Tr,
  type Tone,
} from '@/components';
import { paths } from '@/config/paths';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { PagedList } from '../PagedList';
import { SearchField } from '../SearchField';
import '../messages';
import { may, useOrganization } from '../organization';
import { certificatesQuery, type CertificateFilter } from '../queries';
import { Head, Page } from '../shell/Page';

import { RevokeDialog } from './RevokeDialog';

const STATES = ['issued', 'pending', 'revoked', 'superseded'] as const;
const TONE: Record<StaffCertificate['status'], Tone> = {
  issued: 'success',
  pending: 'warning',
  revoked: 'danger',
  superseded: 'info',
  expired: 'warning',
};

export function CertificateTabs() {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  return (
    <TabsNav
      label={t('certificates.tabs')}
      className="mt-5 wide:mx-0 wide:px-0"
      tabs={[
        { to: paths.org(slug, 'certificates'), label: t('certificates.issued'), end: true },
        { to: paths.org(slug, 'certificates/design'), label: t('certificates.design') },
        { to: paths.org(slug, 'certificates/keys'), label: t('keys.tab') },
      ]}
    />
  );
}

/** Filter and search live in the address. */
export function CertificatesPage() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const [params, setParams] = useSearchParams();
  const state = STATES.find((one) => one === params.get('status'));
  const search = params.get('search') ?? '';
  const filter: CertificateFilter = { ...(state && { status: state }), ...(search && { search }) };
  const list = useInfiniteQuery({
    ...certificatesQuery(organization.slug, filter),
    enabled: may(organization, 'view_certificates'),
  });
  const [revoking, setRevoking] = useState<StaffCertificate | null>(null);
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  const filtered = Boolean(state ?? search);
  const set = (key: 'status' | 'search', value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );

  return (
    <Page title={t('certificates.title')} needs={['view_certificates']}>
      <Head title={t('certificates.title')} />
      <CertificateTabs />
      <div className="mt-5 flex flex-wrap items-center gap-3.5">
        <SearchField
          label={t('certificates.search')}
          value={search}
          onChange={(value) => set('search', value)}
        />
        <div className="no-scrollbar -mx-5 flex gap-2 overflow-x-auto px-5 py-1 wide:mx-0 wide:px-0">
          <Chip active={!state} aria-pressed={!state} onClick={() => set('status', null)}>
            {t('certificates.all')}
          </Chip>
          {STATES.map((one) => (
            <Chip
              key={one}
              active={state === one}
              aria-pressed={state === one}
              onClick={() => set('status', one)}
            >
              {t(`certificates.status.${one}`)}
            </Chip>
          ))}
        </div>
      </div>
      <div className="mt-4">
        <PagedList
          list={list}
          count={rows.length}
          errorTitle={t('certificates.errorTitle')}
          empty={
            <EmptyState
              title={t(filtered ? 'certificates.noneFoundTitle' : 'certificates.emptyTitle')}
              action={filtered && <Button onClick={() => setParams({})}>{t('certificates.drop')}</Button>}
            >
              {t(filtered ? 'certificates.noneFoundText' : 'certificates.emptyText')}
            </EmptyState>
          }
        >
          <Certificates rows={rows} onRevoke={setRevoking} />
        </PagedList>
      </div>
      {revoking && <RevokeDialog certificate={revoking} onClose={() => setRevoking(null)} />}
    </Page>
  );
}

interface RowsProps {
  rows: readonly StaffCertificate[];
  onRevoke: (certificate: StaffCertificate) => void;
}

function Certificates({ rows, onRevoke }: RowsProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const day = (value: string | null) => (value ? formatDay(value, locale, new Date()) : '—');
  return (
    <>
      <div className="max-wide:hidden">
        <Table>
          <thead>
            <Tr>
              <Th>{t('certificates.holder')}</Th>
              <Th>{t('certificates.course')}</Th>
              <Th>{t('certificates.number')}</Th>
              <Th numeric>{t('certificates.date')}</Th>
              <Th>{t('certificates.state')}</Th>
              <Th />
            </Tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.id}>
                <Td className="font-[550]">
                  <Link to={paths.certificate(row.code)} className="hover:underline">
                    {row.holder_name}
                  </Link>
                </Td>
                <Td>{row.title}</Td>
                <Td className="num whitespace-nowrap">{row.number}</Td>
                <Td numeric>{day(row.issued_on)}</Td>
                <Td>
                  <State row={row} />
                </Td>
                <Td className="w-11 !px-0">
                  <RowMenu row={row} onRevoke={onRevoke} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="border-t border-line wide:hidden">
        {rows.map((row) => (
          <li key={row.id} className="flex items-center gap-2 border-b border-line py-3">
            <div className="min-w-0 flex-1">
              <Link to={paths.certificate(row.code)} className="block font-[550]">
                {row.holder_name}
              </Link>
              <p className="text-sm text-ink-3">{row.title}</p>
              <p className="num mt-1 flex flex-wrap gap-x-3 text-sm text-ink-3">
                <State row={row} />
                {row.number}
              </p>
            </div>
            <RowMenu row={row} onRevoke={onRevoke} />
          </li>
        ))}
      </ul>
    </>
  );
}

function State({ row }: { row: StaffCertificate }) {
  const { t } = useTranslation('console');
  const text = row.waiting_for && row.status === 'pending' ? row.waiting_for.code : null;
  return (
    <Status tone={TONE[row.status]}>
      {text ? t(`certificates.held.${text}`) : t(`certificates.status.${row.status}`)}
    </Status>
  );
}

function RowMenu({ row, onRevoke }: { row: StaffCertificate; onRevoke: (row: StaffCertificate) => void }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const download = async () => {
    const { url } = await unwrap(
      api.GET('/api/certificates/{certificate_id}/download/', {
        ...inTenant(organization.slug),
        params: { path: { certificate_id: row.id } },
      }),
    );
    window.location.assign(url);
  };
  const canRevoke = may(organization, 'issue_certificates') && row.status === 'issued';
  return (
    <Menu
      trigger={
        <IconButton label={t('certificates.menu', { number: row.number })}>
          <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem asChild>
        <Link to={paths.certificate(row.code)}>{t('certificates.view')}</Link>
      </MenuItem>
      {row.status === 'issued' && (
        <MenuItem onSelect={() => void download()}>{t('certificates.download')}</MenuItem>
      )}
      {canRevoke && (
        <>
          <MenuSeparator />
          <MenuItem tone="danger" onSelect={() => onRevoke(row)}>
            {t('certificates.revoke')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
