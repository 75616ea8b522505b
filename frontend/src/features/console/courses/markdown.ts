import MarkdownIt from 'markdown-it';

/** The dialect of the server: CommonMark with tables and strikethrough, no HTML, no images. */
const parser = new MarkdownIt('commonmark', { html: false })
  .enable(['table', 'strikethrough'])
  .disable('image');

/** What a lesson will look like. Tags in the text are shown as text; headings sink by one level, as they do there. */
export function renderMarkdown(text: string): string {
  const tokens = parser.parse(text, {});
  for (const token of tokens) {
    if (token.type === 'heading_open' || token.type === 'heading_close') {
      token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 1)}`;
    }
  }
  return parser.renderer.render(tokens, parser.options, {});
}
