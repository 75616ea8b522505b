import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Button, Field, Loading, Notice, Select, Skeleton, useErrorMessage } from '@/components';

import { useOrganization } from '../organization';

import { peopleQuery, type Person } from './queries';

interface AddInstructorProps {
  taken: readonly string[];
  onAdd: (person: Person) => void;
}

/** The people of the organization who do not teach this course yet. */
export function AddInstructor({ taken, onAdd }: AddInstructorProps) {
  const { t } = useTranslation('console');
  const message = useErrorMessage();
  const { slug: org } = useOrganization();
  const people = useQuery(peopleQuery(org));
  if (people.isPending) {
    return (
      <Loading>
        <Skeleton className="mt-6 h-11 max-w-[22rem]" />
      </Loading>
    );
  }
  if (people.isError) {
    return (
      <Notice
        tone="danger"
        title={t('details.peopleError')}
        className="mt-6"
        action={
          <Button size="sm" onClick={() => void people.refetch()}>
            {t('tryAgain', { ns: 'common' })}
          </Button>
        }
      >
        {message(people.error)}
      </Notice>
    );
  }
  const free = people.data.filter((person) => !taken.includes(person.id));
  if (free.length === 0) return <p className="mt-6 text-sm text-ink-3">{t('details.nobodyElse')}</p>;
  return (
    <Field label={t('details.addPerson')} className="mt-6 max-w-[22rem]">
      <Select
        value=""
        onChange={(event) => {
          const person = free.find((one) => one.id === event.target.value);
          if (person) onAdd(person);
        }}
      >
        <option value="">{t('details.choosePerson')}</option>
        {free.map((person) => (
          <option key={person.id} value={person.id}>
            {person.display_name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
