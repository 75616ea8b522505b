import type { Organization } from '@/api';

/** The logo, or the first letter on the brand's colour. Decorative: the name stands beside it. */
export function OrganizationMark({ organization, size = 32 }: { organization: Organization; size?: number }) {
  if (organization.logo_url) {
    return (
      <img
        src={organization.logo_url}
        alt=""
        width={size}
        height={size}
        className="flex-none rounded-[8px] object-cover"
        style={{ width: size, height: size }}
      />
    );
  }
  return (
    <span
      aria-hidden
      className="grid flex-none place-items-center rounded-[8px] font-serif text-[1.05rem] leading-none font-[520] text-white"
      style={{ width: size, height: size, background: organization.brand_color }}
    >
      {Array.from(organization.name)[0]?.toUpperCase()}
    </span>
  );
}
