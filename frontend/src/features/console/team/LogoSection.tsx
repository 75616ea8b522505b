import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type Organization } from '@/api';
import { Section } from '@/components';
import { PictureField } from '@/features/media';

import { consoleKeys } from '../queries';
import { OrganizationMark } from '../shell/OrganizationMark';

export function LogoSection({ organization }: { organization: Organization }) {
  const { t } = useTranslation('console');
  const client = useQueryClient();
  const adopt = async (uploadId: string | null) => {
    await unwrap(
      api.PUT('/api/media/logo/', { ...inTenant(organization.slug), body: { upload_id: uploadId } }),
    );
    await client.invalidateQueries({ queryKey: consoleKeys.organizations });
  };
  return (
    <Section title={t('settings.logo')} lede={t('settings.logoLede')}>
      <PictureField
        label={t('settings.logoField')}
        hint={t('settings.logoHint')}
        purpose="logo"
        organization={organization.slug}
        preview={<OrganizationMark organization={organization} size={88} />}
        chosen={organization.logo_url !== null}
        adopt={adopt}
      />
    </Section>
  );
}
