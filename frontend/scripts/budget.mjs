// What the catalogue costs on a first visit: the entry, its route and everything they import statically.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 180;
const ROUTE = 'src/features/catalogue/screens/CataloguePage.tsx';

const dist = new URL('../dist/', import.meta.url);
/** @type {Record<string, { file: string, imports?: string[] }>} */
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const needed = new Set();
/** @param {string} key */
function need(key) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not in the build; run "npm run build" first`);
  if (needed.has(chunk.file)) return;
  needed.add(chunk.file);
  for (const next of chunk.imports ?? []) need(next);
}
need('index.html');
need(ROUTE);

const sizes = [...needed, 'theme.js'].map((file) => ({
  file,
  bytes: gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length,
}));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);

for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) {
  process.stdout.write(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${file}\n`);
}
process.stdout.write(`${(total / 1000).toFixed(1).padStart(8)} kB  of ${LIMIT_KB} kB gzipped\n`);
if (total > LIMIT_KB * 1000) {
  process.stderr.write(`The catalogue's first load is over its budget of ${LIMIT_KB} kB.\n`);
  process.exit(1);
}
