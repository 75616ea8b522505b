import { useTranslation } from 'react-i18next';

import messages from '../locales/en-GB.json';

import type { AuditEntry, Role } from '@/api';

const EVENTS = messages.audit.event;
type App = keyof typeof EVENTS;
type KnownEvent = { [A in App]: `${A}.${Extract<keyof (typeof EVENTS)[A], string>}` }[App];

/** Every kind that has words of its own, by the part of the product that it comes from. */
export const KINDS = (Object.keys(EVENTS) as App[]).map((app) => ({
  app,
  names: Object.keys(EVENTS[app]).map((kind) => `${app}.${kind}` as KnownEvent),
}));
const KNOWN: ReadonlySet<string> = new Set(KINDS.flatMap(({ names }) => names));

/** Whether a kind has words; a newer server may tell of others. */
export function isKnown(name: string): name is KnownEvent {
  return KNOWN.has(name);
}

type FieldName = keyof typeof messages.audit.ids;

export type AuditPerson = NonNullable<AuditEntry['actor']>;

export function useAuditWords() {
  const { t } = useTranslation('console');
  const nameOf = (person: AuditPerson | null, none: string) =>
    person ? (person.display_name ?? t('audit.withheld')) : none;
  const roles = (value: unknown) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((role) => t(`role.${role as Role}`))
          .join(', ')
      : '';
  return {
    nameOf: (person: AuditPerson) => nameOf(person, t('audit.system')),
    kindOf: (name: string) => (isKnown(name) ? t(`audit.kind.${name}`) : name),
    /** What a field of the payload is called; a field without words keeps its own name. */
    fieldOf: (key: string) => (key in messages.audit.ids ? t(`audit.ids.${key as FieldName}`) : key),
    /** What happened, in one sentence; for a kind without words its name. */
    sentence: ({ name, actor, subject, payload }: AuditEntry): string => {
      const who = {
        actor: nameOf(actor, t('audit.system')),
        subject: nameOf(subject, t('audit.somebody')),
      };
      if (!isKnown(name)) return t('audit.unknown', { actor: who.actor, name });
      if (name === 'organizations.member_removed' && actor?.id === subject?.id) return t('audit.left', who);
      return t(`audit.event.${name}`, {
        ...who,
        roles: roles(payload['roles']),
        percent: payload['score_percent'],
      });
    },
  };
}
