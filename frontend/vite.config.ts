import { fileURLToPath } from 'node:url';

import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The host stays the page's own, so that the backend sees its cookies come from one origin.
const backend = {
  target: process.env['ACCREDIT_BACKEND'] ?? 'http://127.0.0.1:8000',
  changeOrigin: false,
};

export default defineConfig({
  plugins: [react(), tailwindcss()],
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
          groups: [{ name: 'start', tags: ['$initial'], includeDependenciesRecursively: false }],
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
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
