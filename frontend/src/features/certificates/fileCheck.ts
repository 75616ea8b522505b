export type FileVerdict = 'same' | 'other' | 'unreadable';

/** Compares a file with the SHA-256 of the issued PDF. The file is read here and sent nowhere. */
export async function checkFile(file: Blob, expectedSha256: string): Promise<FileVerdict> {
  try {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex === expectedSha256.toLowerCase() ? 'same' : 'other';
  } catch {
    return 'unreadable';
  }
}
