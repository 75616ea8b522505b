import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { ButtonLink, Button, CategorySwatch } from '@/components';
import { paths } from '@/config/paths';
import { formatLongDate } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { Ring, RingLegend } from './Ring';

import type { CpdCategory, CpdCycle } from '@/api';

interface CycleCardProps {
  cycle: CpdCycle;
  /** On the record itself it can be edited; elsewhere it leads there. */
  onEdit?: () => void;
}

/** A cycle as a ring, as a table, and in a sentence what is still missing. */
export function CycleCard({ cycle, onEdit }: CycleCardProps) {
  const { t } = useTranslation('cpd');
  const locale = useLocale();
  return (
    <section className="rounded-xl bg-surface px-[22px] pt-7 pb-[26px] outline-card wide:px-[30px]">
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="d4">{t('cycle.title')}</h2>
        {onEdit ? (
          <Button size="sm" variant="ghost" onClick={onEdit}>
            {t('cycle.edit')}
          </Button>
        ) : (
          <Link to={paths.cpd} className="link text-sm whitespace-nowrap">
            {t('title')}
          </Link>
        )}
      </div>
      <p className="num mt-0.5 text-sm text-ink-3">
        {t('cycle.until', { accreditor: cycle.accreditor.name, date: formatLongDate(cycle.ends_on, locale) })}
      </p>
      <Ring cycle={cycle} />
      <RingLegend />
      <table className="num mt-5 w-full text-sm">
        <caption className="sr-only">{t('cycle.table')}</caption>
        <thead>
          <tr className="text-start text-xs text-ink-3">
            <th scope="col" className="py-2 text-start font-normal">
              {t('category')}
            </th>
            <th scope="col" className="py-2 text-start font-normal">
              {t('earned')}
            </th>
            <th scope="col" className="py-2 text-start font-normal">
              {t('ring.booked')}
            </th>
            <th scope="col">
              <span className="sr-only">{t('cycle.state')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {cycle.categories.map((one) => (
            <CategoryRow key={one.credit_type.id} one={one} />
          ))}
          {cycle.carried_hundredths > 0 && (
            <tr className="border-t border-line">
              <th scope="row" className="py-[9px] text-start font-medium">
                {t('cycle.carried')}
              </th>
              <td className="py-[9px] font-semibold">{cycle.carried}</td>
              <td />
              <td />
            </tr>
          )}
        </tbody>
      </table>
      <Missing cycle={cycle} />
      {cycle.is_current && cycle.booked_missing_hundredths > 0 && (
        <ButtonLink to={paths.catalogue} variant={onEdit ? 'secondary' : 'primary'} block className="mt-4">
          {t('cycle.plan')}
        </ButtonLink>
      )}
    </section>
  );
}

function CategoryRow({ one }: { one: CpdCategory }) {
  const { t } = useTranslation('cpd');
  const asked = one.minimum_hundredths > 0;
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-[9px] pe-2 text-start font-medium">
        <span className="inline-flex items-baseline gap-[9px]">
          <CategorySwatch category={one.credit_type.category} />
          {one.credit_type.name}
        </span>
      </th>
      <td className="py-[9px] pe-2">
        <b className="font-semibold">{one.counted}</b>
        {asked && <span className="text-ink-3"> {t('cycle.of', { amount: one.minimum })}</span>}
        {one.earned_hundredths > one.counted_hundredths && (
          <span className="block text-xs text-ink-3">{t('cycle.capped', { earned: one.earned })}</span>
        )}
      </td>
      <td className="py-[9px] pe-2 text-ink-2">{one.booked_hundredths > 0 && `+${one.booked}`}</td>
      <td className="py-[9px] text-end font-medium">
        {asked && one.short_hundredths === 0 && (
          <span className="inline-flex items-center gap-1.5 text-success">
            <Check size={15} strokeWidth={1.75} aria-hidden />
            {t('cycle.covered')}
          </span>
        )}
        {one.short_hundredths > 0 && (
          <span className="text-warning">{t('cycle.toPlan', { amount: one.short })}</span>
        )}
      </td>
    </tr>
  );
}

function Missing({ cycle }: { cycle: CpdCycle }) {
  const { t } = useTranslation('cpd');
  if (cycle.missing_hundredths === 0) {
    return <p className="mt-4 text-ui leading-[1.55] text-ink-2">{t('cycle.complete')}</p>;
  }
  return (
    <div className="num mt-4 text-ui leading-[1.55] text-ink-2">
      <p>{t('cycle.missing')}</p>
      <ul className="mt-1 list-disc ps-5">
        {cycle.missing_parts.map((part) => (
          <li key={part.credit_type?.id ?? 'any'}>{part.text}</li>
        ))}
      </ul>
      {cycle.booked_reached_hundredths > cycle.reached_hundredths && (
        <p className="mt-2">
          {t(cycle.booked_missing_hundredths > 0 ? 'cycle.booked' : 'cycle.bookedAll', {
            reached: cycle.booked_reached,
            missing: cycle.booked_missing,
          })}
        </p>
      )}
    </div>
  );
}
