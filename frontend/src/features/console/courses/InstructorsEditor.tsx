import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Avatar, Field, IconButton, Input, Section, Textarea } from '@/components';

import { AddInstructor } from './AddInstructor';

import type { InstructorDraft } from './detailsDraft';

interface InstructorsEditorProps {
  instructors: readonly InstructorDraft[];
  onChange: (instructors: InstructorDraft[]) => void;
}

export function InstructorsEditor({ instructors, onChange }: InstructorsEditorProps) {
  const { t } = useTranslation('console');
  const change = (id: string, part: Partial<InstructorDraft>) =>
    onChange(instructors.map((person) => (person.id === id ? { ...person, ...part } : person)));
  return (
    <Section title={t('details.people')} lede={t('details.peopleLede')}>
      <ul className="grid gap-6">
        {instructors.map((person) => (
          <li key={person.id} className="grid gap-4 border-t border-line pt-5 first:border-0 first:pt-0">
            <p className="flex items-center gap-3">
              <Avatar name={person.name} url={person.avatar} size={34} />
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
      <AddInstructor
        taken={instructors.map((person) => person.id)}
        onAdd={(person) =>
          onChange([
            ...instructors,
            { id: person.id, name: person.display_name, avatar: person.avatar_url, headline: '', bio: '' },
          ])
        }
      />
    </Section>
  );
}
