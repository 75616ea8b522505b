import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { api, inTenant, unwrap, type StaffCertificate } from '@/api';
import {
  IconButton,
  Menu,
  MenuItem,
  MenuSeparator,
  Status,
  Table,
  Td,
  Th,
  Tr,
  type Tone,
} from '@/components';
import { paths } from '@/config/paths';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { may, useOrganization } from '../organization';

const TONE: Record<StaffCertificate['status'], Tone> = {
  issued: 'success',
  pending: 'warning',
  revoked: 'danger',
  superseded: 'info',
  expired: 'warning',
};

export interface CertificateActs {
  onRevoke: (certificate: StaffCertificate) => void;
  onReissue: (certificate: StaffCertificate) => void;
}

interface CertificateRowsProps extends CertificateActs {
  rows: readonly StaffCertificate[];
  /** What each is for; one event's list leaves it out. */
  titled: boolean;
}

/** A table on a desk, two lines each on a phone. */
export function CertificateRows({ rows, titled, ...acts }: CertificateRowsProps) {
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
              {titled && <Th>{t('certificates.course')}</Th>}
              <Th>{t('certificates.number')}</Th>
              <Th numeric>{t('certificates.date')}</Th>
              <Th>{t('certificates.state')}</Th>
              <Th>
                <span className="sr-only">{t('certificates.more')}</span>
              </Th>
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
                {titled && <Td>{row.title}</Td>}
                <Td className="num whitespace-nowrap">{row.number}</Td>
                <Td numeric>{day(row.issued_on)}</Td>
                <Td>
                  <State row={row} />
                </Td>
                <Td className="w-11 !px-0">
                  <RowMenu row={row} {...acts} />
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
              {titled && <p className="text-sm text-ink-3">{row.title}</p>}
              <p className="num mt-1 flex flex-wrap gap-x-3 text-sm text-ink-3">
                <State row={row} />
                {row.number}
              </p>
            </div>
            <RowMenu row={row} {...acts} />
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

function RowMenu({ row, onRevoke, onReissue }: CertificateActs & { row: StaffCertificate }) {
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
  const canIssue = may(organization, 'issue_certificates');
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
      {canIssue && row.status === 'issued' && (
        <>
          <MenuSeparator />
          <MenuItem tone="danger" onSelect={() => onRevoke(row)}>
            {t('certificates.revoke')}
          </MenuItem>
        </>
      )}
      {canIssue && row.status === 'revoked' && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => onReissue(row)}>{t('certificates.reissue')}</MenuItem>
        </>
      )}
    </Menu>
  );
}
