import { fileURLToPath } from 'node:url';

import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// The host stays the page's own, so that the backend sees its cookies come from one origin.
const backend = {
  target: process.env['ACCREDIT_BACKEND'] ?? 'http://127.0.0.1:8000',
  changeOrigin: false,
};

// The document has words of its own to show, and styles for them: on a slow line those come before the script.
const wordsFirst: Plugin = {
  name: 'words-first',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace('<script type="module"', '<script type="module" fetchpriority="low"'),
  },
};

// What most pages show, and nothing that brings a library along: one file instead of twenty of a few hundred bytes.
const COMMON =
  /[\\/](@tanstack|lucide-react|lib[\\/]format|components[\\/](Avatar|Chip|Cover|Credits|FormProblem|LoadMore|Notice|Progress|Text)\.tsx|lib[\\/]use\w+\.ts)/;

// The tests run the code that people get, of React too: its other build takes a fifth of their time for itself.
if (process.env['VITEST'] !== undefined) process.env['NODE_ENV'] = 'production';

export default defineConfig({
  plugins: [react(), tailwindcss(), wordsFirst],
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': backend,
      '/files': backend,
      '/health': backend,
      '/ws': { ...backend, ws: true },
    },
  },
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    manifest: true,
    target: 'es2022',
    // Fonts stay files of their own, so that only the scripts a page needs are fetched.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page needs is one file: to a phone a request costs more than the bytes of a small script.
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], includeDependenciesRecursively: false, priority: 2 },
            {
              name: 'common',
              test: COMMON,
              minShareCount: 4,
              includeDependenciesRecursively: false,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://127.0.0.1:8000/' } },
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    // One page and one set of modules for all files of a worker: making them anew cost each file more than its tests.
    pool: 'threads',
    isolate: false,
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
