// Runs before the first paint, so that nobody sees the other theme flash by.
// It is a file of its own because the content policy allows no inline script.
(function () {
  var root = document.documentElement;
  var choice;
  try {
    choice = localStorage.getItem('accredit.theme');
  } catch {
    choice = null; // storage is blocked: follow the system
  }
  var atTheDoor = /^\/org\/[^/]+\/check-in(\/|$)/.test(location.pathname); // always dark
  var dark =
    atTheDoor ||
    choice === 'dark' ||
    (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  var meta = document.querySelector('meta[name="theme-color"]');
  if (meta) meta.setAttribute('content', dark ? '#111713' : '#fafbf9');
})();
