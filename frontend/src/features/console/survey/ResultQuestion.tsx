import { Suspense, lazy, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Progress, Skeleton, Table, Td, Th, Tr } from '@/components';

import { averageText, mostOf, topOf } from './figures';

import type { SurveyResultGroup, SurveyResultQuestion } from '@/api';

const CountsChart = lazy(() => import('./CountsChart'));

interface ResultQuestionProps {
  question: SurveyResultQuestion;
  number: number;
}

/** One question and what was answered, as a chart, a table or texts. */
export function ResultQuestion({ question, number }: ResultQuestionProps) {
  const { t } = useTranslation('survey');
  const titleId = useId();
  const [asTable, setAsTable] = useState(false);
  const { groups } = question;
  const shown = groups.filter((group) => !group.is_hidden && group.counts.length > 0);
  const [whole] = groups;
  const byTarget = question.about !== 'whole';
  const averages = byTarget && ['rating', 'scale', 'nps'].includes(question.kind);
  return (
    <section aria-labelledby={titleId} className="border-b border-line py-7">
      <div className="flex items-baseline justify-between gap-6">
        <h3 id={titleId} className="heading min-w-0">
          {t('numbered', { number, prompt: question.prompt })}
        </h3>
        {shown.length > 0 && !averages && (
          <button
            type="button"
            className="link -my-2 flex-none py-2 text-sm"
            onClick={() => setAsTable(!asTable)}
          >
            {t(asTable ? 'showChart' : 'showTable')}
            <span className="sr-only">: {question.prompt}</span>
          </button>
        )}
      </div>
      {groups.length === 0 && <p className="mt-3 text-ui text-ink-2">{t('noTargets')}</p>}
      {averages && groups.length > 0 && <Averages question={question} />}
      {!averages && byTarget && (
        <div className="mt-4 grid gap-6">
          {groups.map((group) => (
            <div key={group.target?.id}>
              <h4 className="text-ui font-[550]">{group.target?.title}</h4>
              <Group question={question} group={group} asTable={asTable} />
            </div>
          ))}
        </div>
      )}
      {!byTarget && whole && <Group question={question} group={whole} asTable={asTable} />}
    </section>
  );
}

interface GroupProps {
  question: SurveyResultQuestion;
  group: SurveyResultGroup;
  asTable: boolean;
}

function Group({ question, group, asTable }: GroupProps) {
  const { t } = useTranslation('survey');
  if (group.is_hidden) return <Hidden />;
  if (group.answers === 0) return <p className="mt-3 text-ui text-ink-2">{t('noAnswers')}</p>;
  if (question.kind === 'text') {
    return (
      <ul className="mt-4 grid gap-3">
        {group.texts.map((text, index) => (
          <li
            key={index}
            className="border-s-2 border-line-strong ps-4 text-ui leading-relaxed whitespace-pre-line"
          >
            {text}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <>
      <p className="num mt-2 flex flex-wrap items-baseline gap-x-5 gap-y-1 text-ui text-ink-2">
        {group.nps && (
          <span>
            {t('npsScore')}{' '}
            <b className="d4">{group.nps.score > 0 ? `+${group.nps.score}` : group.nps.score}</b>
          </span>
        )}
        {!group.nps && group.average_hundredths !== null && (
          <span>
            {t('average')} <b className="d4">{averageText(group.average_hundredths)}</b>{' '}
            {t('outOf', { most: mostOf(question.kind) })}
          </span>
        )}
        <span>{t('answers', { count: group.answers ?? 0 })}</span>
      </p>
      {group.nps && (
        <p className="num mt-1 text-sm text-ink-3">
          {t('npsParts', {
            promoters: group.nps.promoters,
            passives: group.nps.passives,
            detractors: group.nps.detractors,
          })}
        </p>
      )}
      {asTable ? (
        <CountsTable question={question} group={group} />
      ) : (
        <Chart question={question} group={group} />
      )}
    </>
  );
}

function Hidden() {
  const { t } = useTranslation('survey');
  return <p className="mt-3 text-ui text-ink-3">{t('hidden')}</p>;
}

function Chart({ question, group }: Omit<GroupProps, 'asTable'>) {
  const { t } = useTranslation('survey');
  const top = topOf(group.counts);
  const label = t('chartLabel', { prompt: question.prompt, top: top?.text, count: top?.count ?? 0 });
  return (
    <div role="img" aria-label={label} className="mt-4">
      <Suspense fallback={<Skeleton className="h-[170px] w-full" />}>
        <CountsChart
          counts={group.counts}
          wide={question.kind === 'single' || question.kind === 'multiple'}
        />
      </Suspense>
    </div>
  );
}

function CountsTable({ question, group }: Omit<GroupProps, 'asTable'>) {
  const { t } = useTranslation('survey');
  return (
    <Table className="mt-3">
      <caption className="sr-only">{question.prompt}</caption>
      <thead>
        <Tr>
          <Th>{t('answerColumn')}</Th>
          <Th numeric>{t('people')}</Th>
        </Tr>
      </thead>
      <tbody>
        {group.counts.map(({ value, text, count }) => (
          <Tr key={value}>
            <Td className="!h-10">{text}</Td>
            <Td numeric className="!h-10">
              {count}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Sessions or speakers one below the other, so that they are compared at a glance. */
function Averages({ question }: { question: SurveyResultQuestion }) {
  const { t } = useTranslation('survey');
  const most = mostOf(question.kind);
  return (
    <ul className="mt-4 grid gap-4">
      {question.groups.map((group) => (
        <li key={group.target?.id}>
          <p className="num flex justify-between gap-4 text-ui">
            <span className="min-w-0 font-[550]">{group.target?.title}</span>
            <span className="flex-none text-ink-2">
              {group.is_hidden || group.average_hundredths === null
                ? t(group.is_hidden ? 'hiddenShort' : 'noAnswers')
                : t('averageOf', {
                    average: averageText(group.average_hundredths),
                    most,
                    answers: t('answers', { count: group.answers ?? 0 }),
                  })}
            </span>
          </p>
          {!group.is_hidden && group.average_hundredths !== null && (
            <Progress
              percent={group.average_hundredths / most}
              label={group.target?.title ?? question.prompt}
              className="mt-2"
            />
          )}
        </li>
      ))}
    </ul>
  );
}
