import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Button, Field, Input, Select } from '@/components';

import { may, useOrganization } from '../organization';
import { membersQuery } from '../queries';

import { KINDS, isKnown, useAuditWords, type AuditPerson } from './sentences';

import type { AuditFilter, AuditFilterKey } from './filters';

interface AuditFiltersProps {
  filter: AuditFilter;
  /** Who stands in the lines that are shown: learners too, and members who have left. */
  seen: readonly AuditPerson[];
  onChange: (key: AuditFilterKey, value: string | null) => void;
  onDrop: () => void;
}

export function AuditFilters({ filter, seen, onChange, onDrop }: AuditFiltersProps) {
  const { t } = useTranslation('console');
  const words = useAuditWords();
  const people = usePeople(seen);
  const { kind, actor, from, to } = filter;
  return (
    <div
      role="search"
      aria-label={t('audit.filters')}
      className="grid grid-cols-2 items-end gap-x-3.5 gap-y-4 wide:grid-cols-[minmax(0,1.3fr)_minmax(0,1.1fr)_168px_168px_auto]"
    >
      <Field label={t('audit.kindLabel')} className="max-wide:col-span-2">
        <Select value={kind ?? ''} onChange={(event) => onChange('kind', event.target.value)}>
          <option value="">{t('audit.kindAll')}</option>
          {KINDS.map(({ app, names }) => (
            <optgroup key={app} label={t(`audit.app.${app}`)}>
              <option value={app}>{t('audit.kindApp', { app: t(`audit.app.${app}`) })}</option>
              {names.map((name) => (
                <option key={name} value={name}>
                  {words.kindOf(name)}
                </option>
              ))}
            </optgroup>
          ))}
          {kind && !isKnown(kind) && !KINDS.some(({ app }) => app === kind) && (
            <option value={kind}>{kind}</option>
          )}
        </Select>
      </Field>
      <Field label={t('audit.personLabel')} className="max-wide:col-span-2">
        <Select value={actor ?? ''} onChange={(event) => onChange('actor', event.target.value)}>
          <option value="">{t('audit.personAll')}</option>
          {[...people].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {actor && !people.has(actor) && <option value={actor}>{t('audit.personUnknown')}</option>}
        </Select>
      </Field>
      <Field label={t('audit.fromLabel')}>
        <Input
          type="date"
          max={to}
          value={from ?? ''}
          onChange={(event) => onChange('from', event.target.value)}
        />
      </Field>
      <Field label={t('audit.toLabel')}>
        <Input
          type="date"
          min={from}
          value={to ?? ''}
          onChange={(event) => onChange('to', event.target.value)}
        />
      </Field>
      {Object.keys(filter).length > 0 && (
        <Button variant="ghost" className="max-wide:col-span-2 wide:mb-0.5" onClick={onDrop}>
          {t('audit.drop')}
        </Button>
      )}
    </div>
  );
}

/** The team, where the caller may see it, and whoever was met in the trail; by name. */
function usePeople(seen: readonly AuditPerson[]): Map<string, string> {
  const organization = useOrganization();
  const { nameOf } = useAuditWords();
  const members = useInfiniteQuery({
    ...membersQuery(organization.slug),
    enabled: may(organization, 'manage_team'),
  });
  const team = members.data?.pages.flatMap((page) => page.results) ?? [];
  const all: [string, string][] = [
    ...seen.map((person): [string, string] => [person.id, nameOf(person)]),
    ...team.map((member): [string, string] => [member.user_id, member.display_name]),
  ];
  return new Map(all.sort(([, a], [, b]) => a.localeCompare(b)));
}
