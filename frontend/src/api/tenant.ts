/** Names the organization that a request of the console speaks for: `api.GET(path, { ...inTenant(org), signal })`. */
export function inTenant(slug: string): { headers: { 'Accredit-Organization': string } } {
  return { headers: { 'Accredit-Organization': slug } };
}
