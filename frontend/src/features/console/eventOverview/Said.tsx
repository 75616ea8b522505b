import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { paths } from '@/config/paths';
import { formatPercent } from '@/lib/format';

import { useOrganization } from '../organization';
import { averageText, mostOf } from '../survey/figures';
import { resultsQuery } from '../survey/queries';

import './messages';

import type { EventOverview, StaffEvent, SurveyResults } from '@/api';

interface SaidProps {
  event: Pick<StaffEvent, 'slug'>;
  survey: NonNullable<EventOverview['survey']>;
}

/** The survey in one figure and one sentence, as far as it may be told. */
export function Said({ event, survey }: SaidProps) {
  const { t } = useTranslation('eventOverview');
  const { slug: org } = useOrganization();
  const results = useQuery({ ...resultsQuery(org, survey.id), enabled: survey.answered > 0 });
  if (survey.answered === 0) return null;
  const { answered, asked } = survey;
  const told = results.data && results.data.counted > 0 ? results.data : null;
  const average = told && averageOf(told);
  const quote = told && quoteOf(told);
  return (
    <section>
      <h2 className="d4">{t('saidTitle')}</h2>
      <div className="mt-3 flex items-start gap-[22px]">
        {average && (
          <p className="num font-serif text-[2.9rem] leading-none">
            {average.text}
            <span className="sr-only"> {t('outOf', { most: average.most })}</span>
          </p>
        )}
        <div className="num min-w-0 text-ui leading-relaxed text-ink-2">
          <p>
            {told
              ? t('saidFrom', {
                  count: told.counted,
                  percent: formatPercent((answered / Math.max(asked, 1)) * 100),
                })
              : t('saidSoon', { count: answered, asked })}
          </p>
          {quote && <p>{t('quoted', { text: quote })}</p>}
          <Link to={paths.orgEvent(org, event.slug, 'survey')} className="link inline-block py-1 text-sm">
            {t('saidAll')}
          </Link>
        </div>
      </div>
    </section>
  );
}

/** Of the first question that asks for stars or a scale about the whole. */
function averageOf({ questions }: SurveyResults) {
  for (const { kind, about, groups } of questions) {
    const average = groups[0]?.average_hundredths;
    if (about === 'whole' && kind !== 'nps' && typeof average === 'number') {
      return { text: averageText(average), most: mostOf(kind) };
    }
  }
  return null;
}

function quoteOf({ questions }: SurveyResults): string | null {
  for (const { kind, groups } of questions) {
    const text = groups[0]?.texts[0];
    if (kind === 'text' && text) return text;
  }
  return null;
}
