/** The code, out of whatever was pasted: the code itself or the whole address. */
export function codeFrom(text: string): string {
  const address = /\/c\/([^/?#\s]+)/.exec(text);
  return address?.[1] ? decodeURIComponent(address[1]) : text.trim();
}
