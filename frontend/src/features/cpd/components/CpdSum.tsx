import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { CategorySwatch } from '@/components';
import { paths } from '@/config/paths';

import '../messages';
import { summaryQuery } from '../queries';

import type { AccreditorTotal } from '@/api';

/** What has been earned, by accreditor and category. It shows nothing before there is something. */
export function CpdSum({ linked = false }: { linked?: boolean }) {
  const { data: summary } = useQuery(summaryQuery());
  if (!summary || summary.results.length === 0) return null;
  return (
    <aside className="grid gap-5 self-start">
      {summary.results.map((total) => (
        <AccreditorSum key={total.accreditor.id} total={total} linked={linked} />
      ))}
    </aside>
  );
}

function AccreditorSum({ total, linked }: { total: AccreditorTotal; linked: boolean }) {
  const { t } = useTranslation('cpd');
  const types = total.credit_types.toSorted((a, b) => a.credit_type.category - b.credit_type.category);
  return (
    <section className="rounded-xl bg-surface px-[30px] pt-7 pb-[26px] outline-card">
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="d4">{t('sum')}</h2>
        {linked && (
          <Link to={paths.cpd} className="link text-sm">
            {t('title')}
          </Link>
        )}
      </div>
      <p className="mt-0.5 text-sm text-ink-3">{total.accreditor.name}</p>
      <p className="num mt-4 font-serif text-[3.9rem] leading-none font-[420] tracking-[-.035em]">
        {total.amount}
      </p>
      <table className="num mt-6 w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('category')}</th>
            <th scope="col">{t('earned')}</th>
          </tr>
        </thead>
        <tbody>
          {types.map(({ credit_type: type, amount }) => (
            <tr key={type.id} className="border-t border-line">
              <th scope="row" className="py-[9px] text-start font-medium">
                <span className="inline-flex items-center gap-[9px]">
                  <CategorySwatch category={type.category} />
                  {type.name}
                </span>
              </th>
              <td className="py-[9px] text-end font-semibold">{amount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
