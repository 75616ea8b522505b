import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { ErrorState, Loading, Skeleton } from '@/components';

import '../messages';
import { may, useOrganization } from '../organization';
import { sellerQuery } from '../queries';
import { Head, Page } from '../shell/Page';

import { LogoSection } from './LogoSection';
import { OrganizationForm } from './OrganizationForm';
import { SellerForm } from './SellerForm';

export function SettingsPage() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const sells = may(organization, 'manage_billing');
  const seller = useQuery({ ...sellerQuery(organization.slug), enabled: sells });
  return (
    <Page title={t('settings.title')} needs={['manage_organization', 'manage_billing']}>
      <Head title={t('settings.title')} />
      <div className="mt-8 max-w-[40rem]">
        {may(organization, 'manage_organization') && (
          <>
            <LogoSection organization={organization} />
            <OrganizationForm organization={organization} />
          </>
        )}
        {sells && seller.isPending && (
          <Loading>
            <Skeleton className="mt-10 h-64 w-full" />
          </Loading>
        )}
        {sells && seller.isError && (
          <ErrorState
            title={t('settings.errorTitle')}
            error={seller.error}
            retry={() => void seller.refetch()}
          />
        )}
        {sells && seller.data && <SellerForm seller={seller.data} />}
      </div>
    </Page>
  );
}
