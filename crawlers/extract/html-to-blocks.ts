import type { Block } from '../../pipeline/records.ts';
import { cleanCode, cleanLine } from './clean-text.ts';
import { codeText } from './flatten-code.ts';
import { frozenBlock } from './frozen-block.ts';
import { isLayoutTable } from './layout-tables.ts';
import { definitionsToText, listToText, ownText } from './list-to-text.ts';
import { parseHtml } from './parse-html.ts';
import { tableToText } from './table-to-text.ts';

const ignored = new Set(
  'SCRIPT STYLE TEMPLATE NOSCRIPT IFRAME SVG CANVAS OBJECT EMBED BUTTON SELECT INPUT TEXTAREA HEAD TITLE RT RP IMG'.split(
    ' ',
  ),
);
const containers = new Set(
  (
    'ADDRESS ARTICLE ASIDE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM HEADER HTML LEGEND LI ' +
    'MAIN NAV P SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL OL'
  ).split(' '),
);
const structured = 'pre,table,[data-block],blockquote,h1,h2,h3,h4,h5,h6';

/**
 * Reads HTML into blocks as `blockSchema` documents them: white space normalised, invisible characters removed, code with
 * its lines, two line breaks in a row as the end of a paragraph, tables that only lay out the page unwrapped, no empty
 * blocks. Takes a string (rendered Markdown, a fragment) or an element. Elements for which `skip` is true are left out.
 */
export function htmlToBlocks(source: string | Element, skip: (element: Element) => boolean = () => false): Block[] {
  const root = typeof source === 'string' ? parseHtml(source).body : source;
  const walk = new BlockWalk(skip);
  walk.children(root);
  walk.endParagraph();
  return walk.blocks;
}

class BlockWalk {
  readonly blocks: Block[] = [];
  readonly #skip: (element: Element) => boolean;
  /** The text of the paragraph under way; `\n` stands for a `<br>`. */
  #inline = '';
  #quoted = 0;

  constructor(skip: (element: Element) => boolean) {
    this.#skip = skip;
  }

  children(parent: Node): void {
    for (let child = parent.firstChild; child; child = child.nextSibling) this.#visit(child);
  }

  endParagraph(): void {
    const text = this.#inline;
    this.#inline = '';
    if (!text) return;
    for (const passage of text.split(/\n[^\S\n]*\n\s*/)) {
      const lines = passage.split('\n').map((line) => cleanLine(line));
      this.#push(this.#quoted > 0 ? 'quote' : 'paragraph', lines.filter(Boolean).join('\n'));
    }
  }

  #visit(node: Node): void {
    if (node.nodeType === 3 || node.nodeType === 4) {
      // Line breaks of the source are spaces; those that count come from <br>.
      this.#inline += cleanSource(node.textContent ?? '');
      return;
    }
    if (node.nodeType !== 1) return;
    const element = node as Element;
    const tag = element.tagName.toUpperCase();
    if (ignored.has(tag) || this.#skip(element)) return;
    const frozen = frozenBlock(element);
    if (frozen) this.#block(frozen.kind, frozen.text);
    else if (tag === 'BR') this.#inline += '\n';
    else if (tag === 'HR') this.endParagraph();
    else if (/^H[1-6]$/.test(tag)) this.#heading(element, Number(tag[1]));
    else if (tag === 'PRE' || tag === 'LISTING' || tag === 'XMP') this.#block('code', cleanCode(codeText(element)));
    else if (tag === 'TABLE' && !isLayoutTable(element)) this.#table(element);
    else if ((tag === 'UL' || tag === 'OL') && !element.querySelector(structured))
      this.#block('list', listToText(element, this.#skip));
    else if (tag === 'UL' || tag === 'OL') this.#mixedList(element);
    else if (tag === 'DL' && !element.querySelector(`${structured},ul,ol`))
      this.#block('list', definitionsToText(element));
    else if (tag === 'BLOCKQUOTE') this.#quote(element);
    else if (containers.has(tag)) this.#container(element);
    else this.children(element);
  }

  #container(element: Element): void {
    this.endParagraph();
    this.children(element);
    this.endParagraph();
  }

  #heading(element: Element, level: number): void {
    this.endParagraph();
    const text = cleanLine(ownText(element, []));
    if (text) this.blocks.push({ kind: 'heading', text, level });
  }

  #quote(element: Element): void {
    this.endParagraph();
    const first = this.blocks.length;
    this.#quoted += 1;
    this.#container(element);
    this.#quoted -= 1;
    const made = this.blocks.splice(first);
    // Paragraphs of one quotation are one block, as long as nothing else stands between them.
    for (const block of made) {
      const last = this.blocks.at(-1);
      if (block.kind === 'quote' && last?.kind === 'quote' && this.blocks.length > first)
        last.text += `\n${block.text}`;
      else this.blocks.push(block);
    }
  }

  #table(element: Element): void {
    const caption = [...element.children].find((child) => child.tagName === 'CAPTION');
    if (caption) this.#container(caption);
    this.#block('table', tableToText(element));
  }

  /** A list with code, tables or headings in its items: lists for the plain items, blocks of their own for the rest. */
  #mixedList(list: Element): void {
    this.endParagraph();
    let number = Number.parseInt(list.getAttribute('start') ?? '1', 10) || 1;
    /** The block that the plain items under way are joined in, as long as nothing else comes between them. */
    let plain: Block | undefined;
    for (const item of [...list.children]) {
      if (this.#skip(item)) continue;
      if (item.querySelector('h1,h2,h3,h4,h5,h6')) {
        this.#container(item);
        continue;
      }
      const first = this.blocks.length;
      this.#container(item);
      const head = this.blocks[first];
      if (head?.kind !== 'paragraph') continue;
      const line = `${list.tagName === 'OL' ? `${number}.` : '-'} ${head.text.replaceAll('\n', ' ')}`;
      number += 1;
      if (plain && this.blocks[first - 1] === plain) {
        plain.text += `\n${line}`;
        this.blocks.splice(first, 1);
      } else {
        plain = { kind: 'list', text: line };
        this.blocks[first] = plain;
      }
    }
  }

  #block(kind: Block['kind'], text: string): void {
    this.endParagraph();
    this.#push(kind, text);
  }

  #push(kind: Block['kind'], text: string): void {
    if (text.trim()) this.blocks.push({ kind, text });
  }
}

/** Source line breaks as spaces, but none between two Han characters. */
function cleanSource(text: string): string {
  if (!text.includes('\n') && !text.includes('\r')) return text;
  const start = /^\s/.test(text) ? ' ' : '';
  const end = /\s$/.test(text) ? ' ' : '';
  const line = cleanLine(text);
  return line ? start + line + end : ' ';
}
