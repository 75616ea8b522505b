import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { Notice } from '@/components';

import './messages';

import type { PeopleImported } from '@/api';

interface ImportOutcomeProps {
  file: string;
  found: PeopleImported;
}

/** What a file would do: how many, what stands in the way, and each line that adds nobody with the reason. */
export function ImportOutcome({ file, found }: ImportOutcomeProps) {
  const { t } = useTranslation('eventPeople');
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const { added, known, wrong, ignored_columns: ignored, shortfalls, lines } = found;
  return (
    <section className="mt-2">
      <h3 ref={head} tabIndex={-1} className="heading break-words focus:outline-none">
        {t('import.would', { file })}
      </h3>
      <ul className="num mt-2 grid gap-1 text-ui text-ink-2">
        <li className="font-[550] text-ink">
          {added > 0 ? t('import.added', { count: added }) : t('import.addedNone')}
        </li>
        {known > 0 && <li>{t('import.known', { count: known })}</li>}
        {wrong > 0 && <li className="text-danger">{t('import.wrong', { count: wrong })}</li>}
      </ul>
      {ignored.length > 0 && (
        <p className="mt-2 text-sm break-words text-ink-3">
          {t('import.ignored', { columns: ignored.join(', ') })}
        </p>
      )}
      {shortfalls.length > 0 && (
        <Notice tone="danger" className="mt-4" title={t('import.shortTitle')}>
          {shortfalls.map(({ capacity, wanted, left }) => (
            <span key={capacity} className="num block">
              {t('import.short', { capacity, wanted, left })}
            </span>
          ))}
          {t('import.shortText')}
        </Notice>
      )}
      {lines.length > 0 && (
        <table className="mt-5 w-full border-collapse text-sm">
          <caption className="pb-1 text-start text-sm font-[550]">{t('import.lines')}</caption>
          <thead>
            <tr className="border-b border-line text-ink-3">
              <th scope="col" className="py-2 pe-3 text-end font-medium">
                {t('import.line')}
              </th>
              <th scope="col" className="px-3 py-2 text-start font-medium">
                {t('import.person')}
              </th>
              <th scope="col" className="py-2 ps-3 text-start font-medium">
                {t('import.why')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.line} className="border-b border-line align-top">
                <td className="num py-2 pe-3 text-end">{line.line}</td>
                <td className="px-3 py-2 break-words [overflow-wrap:anywhere]">
                  <b className="font-[550]">{line.name}</b>
                  <span className="block text-ink-3">{line.email}</span>
                </td>
                <td className="py-2 ps-3">
                  {line.result === 'wrong' ? (
                    <ul className="grid gap-1 text-danger">
                      {line.errors.map(({ path, code, message }) => (
                        <li key={path + code}>{t('import.mistake', { column: path, message })}</li>
                      ))}
                    </ul>
                  ) : (
                    <span className="text-ink-2">{line.reason}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
