import { useTranslation } from 'react-i18next';

import { TabsNav } from '@/components';
import { paths } from '@/config/paths';

import './messages';
import { useOrganization } from '../organization';
import { Head } from '../shell/Page';

/** The same above the rooms, the reports, the rules and the log. */
export function RoomsHead() {
  const { t } = useTranslation('rooms');
  const { slug } = useOrganization();
  return (
    <>
      <Head title={t('title')} lede={t('lede')} />
      <TabsNav
        label={t('tabs')}
        className="mt-5 wide:mx-0 wide:px-0"
        tabs={[
          { to: paths.org(slug, 'rooms'), label: t('rooms'), end: true },
          { to: paths.org(slug, 'rooms/reports'), label: t('reports') },
          { to: paths.org(slug, 'rooms/rules'), label: t('rules') },
          { to: paths.org(slug, 'rooms/log'), label: t('log') },
        ]}
      />
    </>
  );
}
