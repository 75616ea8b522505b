import { useTranslation } from 'react-i18next';

import { Checkbox, FieldError } from '@/components';

import { useOrganization } from '../organization';

import type { Role } from '@/api';

export const ROLES: readonly Role[] = [
  'owner',
  'admin',
  'organizer',
  'instructor',
  'finance',
  'door',
  'viewer',
];

interface RolesFieldProps {
  roles: readonly Role[];
  onChange: (roles: Role[]) => void;
  error?: string | undefined;
}

/** Roles add up. Only an owner touches ownership, so others do not see that choice as theirs. */
export function RolesField({ roles, onChange, error }: RolesFieldProps) {
  const { t } = useTranslation('console');
  const isOwner = useOrganization().roles.includes('owner');
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-[550]">{t('team.roles')}</legend>
      {ROLES.map((role) => (
        <Checkbox
          key={role}
          label={t(`role.${role}`)}
          hint={t(`roleText.${role}`)}
          disabled={role === 'owner' && !isOwner}
          checked={roles.includes(role)}
          onChange={(event) =>
            onChange(ROLES.filter((one) => (one === role ? event.target.checked : roles.includes(one))))
          }
        />
      ))}
      <FieldError message={error} />
    </fieldset>
  );
}
