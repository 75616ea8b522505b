// Hands out the check-in page's own files where there is no network. Registered by that page alone
// (src/features/checkin/shell.ts, which fills the cache too). What the API answers is never kept.
(function () {
  var CACHE = 'accredit-door';
  var DOCUMENT = '/org/';
  var PATIENCE_MS = 4000; // a network that says nothing for so long counts as none

  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

  self.addEventListener('fetch', (event) => {
    var key = keptUnder(event.request);
    if (key !== null) event.respondWith(networkFirst(event, key));
  });

  /** The name under which an answer is kept, or null for all that this worker leaves alone. */
  function keptUnder(request) {
    var url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== self.location.origin) return null;
    if (request.mode === 'navigate') {
      return /^\/org\/[^/]+\/check-in(\/|$)/.test(url.pathname) ? DOCUMENT : null;
    }
    var own =
      url.pathname.startsWith('/assets/') || url.pathname === '/theme.js' || url.pathname === '/favicon.svg';
    return own ? url.pathname : null;
  }

  async function networkFirst(event, key) {
    var cache = await caches.open(CACHE);
    var kept = await cache.match(key);
    var asked = fetch(event.request).then((answer) => {
      // Only what the page has chosen to keep is renewed, so that the rest of the console does not gather here.
      if (answer.ok && !answer.redirected && kept) event.waitUntil(cache.put(key, answer.clone()));
      return answer;
    });
    if (!kept) return asked;
    var tooLong = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
    return Promise.race([asked.catch(() => kept), tooLong]);
  }
})();
