/**
 * What the server wrote into the document, to be read before the script came. Our own server's markup, in which
 * everything was escaped: it may be put back as it is.
 */
const root = document.getElementById('root');
const path = location.pathname;

export const opening = root?.innerHTML ?? '';

/** The words on the dark band of the page that was loaded first; empty for every other page. */
export function openingBand(pathname: string): string {
  return pathname === path ? (bandOf(opening) ?? '') : '';
}

function bandOf(markup: string): string | undefined {
  return new DOMParser().parseFromString(markup, 'text/html').querySelector('.opening-band')?.innerHTML;
}
