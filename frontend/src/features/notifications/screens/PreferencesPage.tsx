import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { ErrorState, FormProblem, Loading, PageTitle, Section, Skeleton, Switch } from '@/components';

import '../messages';
import { preferencesQuery, useChoose } from '../queries';

import type { Preference } from '@/api';

const GRID = 'grid grid-cols-[1fr_56px_56px] items-center gap-x-3 wide:grid-cols-[1fr_72px_72px]';

export function PreferencesPage() {
  const { t } = useTranslation('notifications');
  const list = useQuery(preferencesQuery());
  const choose = useChoose();
  return (
    <>
      <PageTitle title={t('preferences.title')} />
      <Section title={t('preferences.title')} lede={t('preferences.lede')}>
        <FormProblem error={choose.error} className="mb-4" />
        {list.isPending && (
          <Loading>
            {[0, 1, 2, 3].map((row) => (
              <Skeleton key={row} className="mt-3 h-11 w-full" />
            ))}
          </Loading>
        )}
        {list.isError && (
          <ErrorState
            title={t('preferences.errorTitle')}
            error={list.error}
            retry={() => void list.refetch()}
          />
        )}
        {list.isSuccess && list.data.results.length === 0 && (
          <p className="text-ink-2">{t('preferences.empty')}</p>
        )}
        {list.isSuccess && list.data.results.length > 0 && (
          <div role="table" aria-label={t('preferences.title')}>
            <div role="row" className={`${GRID} border-b border-line pb-2 text-sm text-ink-3`}>
              <span role="columnheader">{t('preferences.about')}</span>
              <span role="columnheader" className="text-center">
                {t('preferences.mail')}
              </span>
              <span role="columnheader" className="text-center">
                {t('preferences.bell')}
              </span>
            </div>
            {list.data.results.map((row) => (
              <Row
                key={row.kind}
                row={row}
                onChoose={(choice) => choose.mutate({ kind: row.kind, ...choice })}
              />
            ))}
          </div>
        )}
      </Section>
    </>
  );
}

interface RowProps {
  row: Preference;
  onChoose: (choice: { mail: boolean; bell: boolean }) => void;
}

function Row({ row, onChoose }: RowProps) {
  const { t } = useTranslation('notifications');
  const { label, mail, bell } = row;
  return (
    <div role="row" className={`${GRID} min-h-[54px] border-b border-line py-2`}>
      <span role="rowheader" className="text-ui">
        {label}
      </span>
      <span role="cell" className="grid place-items-center">
        {row.mail_required ? (
          <span className="text-sm text-ink-3">{t('preferences.always')}</span>
        ) : row.by_mail ? (
          <Switch
            checked={mail}
            aria-label={t('preferences.mailFor', { label })}
            onCheckedChange={(next) => onChoose({ mail: next, bell })}
          />
        ) : (
          <Never words={t('preferences.neverMail')} />
        )}
      </span>
      <span role="cell" className="grid place-items-center">
        {row.in_bell ? (
          <Switch
            checked={bell}
            aria-label={t('preferences.bellFor', { label })}
            onCheckedChange={(next) => onChoose({ mail, bell: next })}
          />
        ) : (
          <Never words={t('preferences.neverBell')} />
        )}
      </span>
    </div>
  );
}

/** A way that this kind does not go: there is nothing to choose. */
function Never({ words }: { words: string }) {
  return (
    <span className="text-sm text-ink-3">
      <span aria-hidden>–</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
