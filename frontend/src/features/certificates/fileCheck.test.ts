import { describe, expect, it } from 'vitest';

import { checkFile } from './fileCheck';

/** SHA-256 of "test". */
const TEST_HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** jsdom's Blob cannot be read yet. */
function file(text: string): Blob {
  return { arrayBuffer: () => Promise.resolve(new TextEncoder().encode(text).buffer) } as Blob;
}

describe('the check of a file', () => {
  it('knows the file that was issued, however the hash is written', async () => {
    await expect(checkFile(file('test'), TEST_HASH)).resolves.toBe('same');
    await expect(checkFile(file('test'), TEST_HASH.toUpperCase())).resolves.toBe('same');
  });

  it('sees one changed byte', async () => {
    await expect(checkFile(file('tesu'), TEST_HASH)).resolves.toBe('other');
  });

  it('does not condemn a file that it could not read', async () => {
    const broken = { arrayBuffer: () => Promise.reject(new Error('gone')) } as Blob;
    await expect(checkFile(broken, TEST_HASH)).resolves.toBe('unreadable');
  });
});
