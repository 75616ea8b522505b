import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import type { InvitationPreview } from '@/api';

/** Who asks, for which organization, and what the roles open. */
export function InvitationCard({ invitation }: { invitation: InvitationPreview }) {
  const { t } = useTranslation('accounts');
  const locale = useLocale();
  const rolesId = useId();
  const { organization, invited_by: inviter, roles } = invitation;
  return (
    <section className="mb-6 rounded-lg bg-surface p-5 outline-card">
      <div className="flex items-center gap-3.5">
        <OrganizationSign organization={organization} />
        <div className="min-w-0">
          <h2 className="d4 break-words">{organization.name}</h2>
          <p className="text-sm text-ink-3">
            {inviter ? t('invitation.by', { name: inviter }) : t('invitation.byWithheld')}
          </p>
        </div>
      </div>
      <p id={rolesId} className="mt-4 text-sm font-[550]">
        {t('invitation.roles', { count: roles.length })}
      </p>
      <ul aria-labelledby={rolesId} className="mt-1.5 grid gap-1.5">
        {roles.map((role) => (
          <li key={role} className="text-ui leading-snug">
            <b className="font-[550]">{t(`invitation.role.${role}`)}</b>
            <span className="block text-sm text-ink-3">{t(`invitation.roleText.${role}`)}</span>
          </li>
        ))}
      </ul>
      <p className="num mt-4 text-sm text-ink-3">
        {t('invitation.until', { date: formatDay(invitation.expires_at, locale, new Date()) })}
      </p>
    </section>
  );
}

function OrganizationSign({ organization }: Pick<InvitationPreview, 'organization'>) {
  if (organization.logo_url) {
    return (
      <img
        src={organization.logo_url}
        alt=""
        width={44}
        height={44}
        className="size-11 flex-none rounded-md object-cover"
      />
    );
  }
  return (
    <span
      aria-hidden
      className="grid size-11 flex-none place-items-center rounded-md font-serif text-[1.4rem] leading-none font-[520] text-white"
      style={{ background: organization.brand_color }}
    >
      {Array.from(organization.name)[0]?.toUpperCase()}
    </span>
  );
}
