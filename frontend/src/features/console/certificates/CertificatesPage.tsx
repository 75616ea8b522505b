import { useTranslation } from 'react-i18next';

import { TabsNav } from '@/components';
import { paths } from '@/config/paths';

import '../messages';
import { useOrganization } from '../organization';
import { Head, Page } from '../shell/Page';

import { CertificateList } from './CertificateList';

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

export function CertificatesPage() {
  const { t } = useTranslation('console');
  return (
    <Page title={t('certificates.title')} needs={['view_certificates']}>
      <Head title={t('certificates.title')} />
      <CertificateTabs />
      <CertificateList />
    </Page>
  );
}
