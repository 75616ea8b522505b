import { opening } from '@/lib/opening';

/** Keeps the document's first words on the screen until the first page can be drawn. */
export function Opening() {
  return <div dangerouslySetInnerHTML={{ __html: opening }} />;
}
