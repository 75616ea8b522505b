/** SHA-256 over an X.509 certificate as OpenSSL and PDF readers show it, "3A:4F:…"; null where it cannot be computed. */
export async function fingerprintOf(pem: string): Promise<string | null> {
  const body = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/.exec(pem)?.[1];
  // Browsers offer this on https and on this machine only.
  if (!body || !('subtle' in crypto)) return null;
  const der = Uint8Array.from(atob(body.replace(/\s/g, '')), (letter) => letter.charCodeAt(0));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', der));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}
