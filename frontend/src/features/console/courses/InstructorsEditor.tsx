import { useInfiniteQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Avatar, Field, IconButton, Input, Section, Select, Textarea } from '@/components';

import { may } from '../organization';
import { membersQuery } from '../queries';

import { useBuilder } from './BuilderFrame';

import type { InstructorDraft } from './detailsDraft';

interface InstructorsEditorProps {
  instructors: readonly InstructorDraft[];
  onChange: (instructors: InstructorDraft[]) => void;
}

export function InstructorsEditor({ instructors, onChange }: InstructorsEditorProps) {
  const { t } = useTranslation('console');
  const { organization } = useBuilder();
  const change = (id: string, part: Partial<InstructorDraft>) =>
    onChange(instructors.map((person) => (person.id === id ? { ...person, ...part } : person)));
  return (
    <Section title={t('details.people')} lede={t('details.peopleLede')}>
      <ul className="grid gap-6">
        {instructors.map((person) => (
          <li key={person.id} className="grid gap-4 border-t border-line pt-5 first:border-0 first:pt-0">
            <p className="flex items-center gap-3">
              <Avatar name={person.name} size={34} />
              <b className="flex-1 font-[550]">{person.name}</b>
              {instructors.length > 1 && (
                <IconButton
                  label={t('details.removePerson', { name: person.name })}
                  onClick={() => onChange(instructors.filter((one) => one.id !== person.id))}
                >
                  <X size={18} strokeWidth={1.75} aria-hidden />
                </IconButton>
              )}
            </p>
            <Field label={t('details.headline')} optional>
              <Input
                maxLength={160}
                value={person.headline}
                onChange={(event) => change(person.id, { headline: event.target.value })}
              />
            </Field>
            <Field label={t('details.bio')} optional>
              <Textarea
                rows={3}
                maxLength={4000}
                value={person.bio}
                onChange={(event) => change(person.id, { bio: event.target.value })}
              />
            </Field>
          </li>
        ))}
      </ul>
      {may(organization, 'manage_team') && (
        <AddPerson
          taken={instructors.map((person) => person.id)}
          onAdd={(person) => onChange([...instructors, { ...person, headline: '', bio: '' }])}
        />
      )}
    </Section>
  );
}

interface AddPersonProps {
  taken: readonly string[];
  onAdd: (person: { id: string; name: string }) => void;
}

/** Members are known to those who manage the team. */
function AddPerson({ taken, onAdd }: AddPersonProps) {
  const { t } = useTranslation('console');
  const { organization } = useBuilder();
  const members = useInfiniteQuery(membersQuery(organization.slug));
  const free = (members.data?.pages.flatMap((page) => page.results) ?? []).filter(
    (member) => !taken.includes(member.user_id),
  );
  if (free.length === 0) return null;
  return (
    <Field label={t('details.addPerson')} className="mt-6 max-w-[22rem]">
      <Select
        value=""
        onChange={(event) => {
          const member = free.find((one) => one.user_id === event.target.value);
          if (member) onAdd({ id: member.user_id, name: member.display_name });
        }}
      >
        <option value="">{t('details.choosePerson')}</option>
        {free.map((member) => (
          <option key={member.id} value={member.user_id}>
            {member.display_name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
