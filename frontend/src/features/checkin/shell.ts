const CACHE = 'accredit-door';
const WORKER = '/door-worker.js';
const SCOPE = '/org/';
/** One document serves every address; the worker gives it where the network gives none. */
const DOCUMENT = '/org/';
const ALWAYS = [DOCUMENT, '/theme.js', '/favicon.svg'];
const FONTS = ['Inter Variable', 'Source Serif 4 Variable'];
const SETTLE_MS = 400;

/** Asked for once: what fails would else be asked for again by its own failure. */
const tried = new Set<string>();

/** Makes the page open again without a network: its files are kept, and a worker hands them out. Ends when called. */
export function keepShell(): () => void {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return () => undefined;
  let timer: number | undefined;
  // Fonts and parts of the page come later than its first lines.
  const later = new PerformanceObserver(() => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void keep([]), SETTLE_MS);
  });
  void navigator.serviceWorker
    .register(WORKER, { scope: SCOPE })
    .then(() => keep(ALWAYS))
    .catch(() => undefined);
  later.observe({ type: 'resource' });
  // Names have more letters than the page's own words.
  for (const family of FONTS) void document.fonts.load(`1em '${family}'`, 'ł').catch(() => undefined);
  return () => {
    window.clearTimeout(timer);
    later.disconnect();
  };
}

/** Without a network, or without room, what is kept already stays, and the page works as long as it is open. */
async function keep(always: readonly string[]): Promise<void> {
  try {
    const cache = await caches.open(CACHE);
    const kept = await cache.keys();
    const known = new Set(kept.map((request) => pathOf(request.url)));
    const assets = loadedAssets();
    const missing = assets.filter((path) => !known.has(path) && !tried.has(path));
    for (const path of missing) tried.add(path);
    await cache.addAll([...always, ...missing]);
    const entry = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
    if (!entry || known.has(pathOf(entry.src))) return;
    // A new build: nothing of the old one is asked for again.
    const old = kept.filter(({ url }) => !ALWAYS.includes(pathOf(url)) && !assets.includes(pathOf(url)));
    await Promise.all(old.map((request) => cache.delete(request)));
  } catch {
    return;
  }
}

/** Every script, style and font that this page has loaded so far. */
function loadedAssets(): string[] {
  const urls = [
    ...performance.getEntriesByType('resource').map((entry) => entry.name),
    ...Array.from(document.querySelectorAll<HTMLLinkElement>('link[href]'), (link) => link.href),
    ...Array.from(document.querySelectorAll<HTMLScriptElement>('script[src]'), (script) => script.src),
  ];
  const own = urls.filter((url) => new URL(url).origin === window.location.origin).map(pathOf);
  return [...new Set(own.filter((path) => path.startsWith('/assets/')))];
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}
