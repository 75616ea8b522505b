/** What a user agent says in words that its owner recognises: "Firefox on Windows". Null when it says nothing known. */
export function deviceOf(userAgent: string): { browser: string; system: string } | null {
  const browser = named(userAgent, [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['SamsungBrowser', 'Samsung Internet'],
    ['Firefox/', 'Firefox'],
    ['FxiOS', 'Firefox'],
    ['CriOS', 'Chrome'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
    ['curl/', 'curl'],
  ]);
  const system = named(userAgent, [
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android'],
    ['Windows', 'Windows'],
    ['Mac OS X', 'macOS'],
    ['CrOS', 'ChromeOS'],
    ['Linux', 'Linux'],
  ]);
  return browser && system ? { browser, system } : null;
}

function named(text: string, marks: readonly (readonly [string, string])[]): string | null {
  return marks.find(([mark]) => text.includes(mark))?.[1] ?? null;
}

export function isPhone(userAgent: string): boolean {
  return /iPhone|Android.*Mobile/.test(userAgent);
}
