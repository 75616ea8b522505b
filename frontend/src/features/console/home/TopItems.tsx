import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Table, Td, Th, Tr } from '@/components';
import { paths } from '@/config/paths';
import { formatCount, formatPrice } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useOrganization } from '../organization';

import { figuresQuery } from './queries';

/** What brought in most; five at the most. Says nothing where nothing was sold. */
export function TopItems({ currency }: { currency: string }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const organization = useOrganization();
  const { data: figures } = useQuery(figuresQuery(organization, currency));
  if (!figures || figures.top_items.length === 0) return null;
  return (
    <section className="mt-11">
      <div className="mb-2.5 flex items-baseline justify-between gap-4">
        <h2 className="d4">{t('home.topTitle')}</h2>
        <Link to={paths.org(organization.slug, 'sales')} className="link py-1.5 text-sm">
          {t('home.allSales')}
        </Link>
      </div>
      <Table>
        <thead>
          <Tr>
            <Th>{t('courses.course')}</Th>
            <Th numeric>{t('home.sold')}</Th>
            <Th numeric>{t('home.revenue')}</Th>
          </Tr>
        </thead>
        <tbody>
          {figures.top_items.map((item) => (
            <Tr key={`${item.item_kind} ${item.item_id}`}>
              <Td className="font-[550]">{item.title}</Td>
              <Td numeric>{formatCount(item.sold, locale)}</Td>
              <Td numeric>{formatPrice(item.gross, locale)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
