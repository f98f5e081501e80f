import { Marked } from 'marked';

const marked = new Marked({ gfm: true, async: false });

/** Markdown as an HTML article, title from its first heading. The result is only ever parsed for text, never shown. */
export function markdownToHtml(markdown: string): string {
  const withoutFrontMatter = markdown.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '');
  const title = /^#\s+(.+)$/m.exec(withoutFrontMatter)?.[1] ?? '';
  const escaped = title.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<!doctype html><html><head><title>${escaped}</title></head><body><article>${marked.parse(withoutFrontMatter)}</article></body></html>`;
}
