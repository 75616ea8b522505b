export const LARGEST_FILE = 2_000_000;

/** The text of a file, in UTF-8 as most programs write it, else in the Western encoding of older spreadsheets. */
export async function textOf(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
