import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { MoneyText, TabsNav } from '@/components';
import { paths } from '@/config/paths';

import { figuresQuery } from '../home/queries';
import { useOrganization } from '../organization';
import { Head } from '../shell/Page';

/** The same above sales, refunds and invoices: what the organization is owed, and where else to look. */
export function SalesHead() {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  return (
    <>
      <Head title={t('sales.title')} lede={t('sales.lede')} actions={<Balance />} />
      <TabsNav
        label={t('sales.tabs')}
        className="mt-5 wide:mx-0 wide:px-0"
        tabs={[
          { to: paths.org(slug, 'sales'), label: t('sales.title'), end: true },
          { to: paths.org(slug, 'sales/refunds'), label: t('sales.refunds') },
          { to: paths.org(slug, 'sales/invoices'), label: t('sales.invoices') },
        ]}
      />
    </>
  );
}

function Balance() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const { data: figures } = useQuery(figuresQuery(organization, ''));
  if (!figures) return null;
  const owed = figures.balances.length > 0 ? figures.balances : [figures.balance];
  return (
    <dl className="wide:text-end">
      <dt className="text-sm text-ink-2">{t('home.owed')}</dt>
      <dd className="num flex flex-wrap gap-x-4 font-serif text-[1.6rem] leading-tight font-[430] tracking-[-.02em] wide:justify-end">
        {owed.map((money) => (
          <span key={money.currency}>
            <MoneyText money={money} />
          </span>
        ))}
      </dd>
      <dd className="text-sm text-ink-3">{t('home.owedNote')}</dd>
    </dl>
  );
}
