/** What of the trail is shown. It lives in the address, so that it can be sent to a colleague. */
export interface AuditFilter {
  kind?: string;
  actor?: string;
  from?: string;
  to?: string;
}

export type AuditFilterKey = keyof AuditFilter;

const FORMS: Record<AuditFilterKey, RegExp> = {
  kind: /^[a-z_]{1,40}(\.[a-z_]{1,60})?$/,
  actor: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  from: /^\d{4}-\d{2}-\d{2}$/,
  to: /^\d{4}-\d{2}-\d{2}$/,
};
export const FILTER_KEYS = Object.keys(FORMS) as AuditFilterKey[];

/** The filter that an address asks for; what is none is left out. */
export function readFilter(params: URLSearchParams): AuditFilter {
  const filter: AuditFilter = {};
  for (const key of FILTER_KEYS) {
    const value = params.get(key);
    if (value && FORMS[key].test(value)) filter[key] = value;
  }
  return filter;
}

/** The address with one filter set or, for null, dropped. */
export function withFilter(
  params: URLSearchParams,
  key: AuditFilterKey,
  value: string | null,
): URLSearchParams {
  const next = new URLSearchParams(params);
  if (value) next.set(key, value);
  else next.delete(key);
  return next;
}
