import { cleanCode } from './clean-text.ts';
import { freezeBlock, frozenBlock } from './frozen-block.ts';

const gutters = [
  '.gutter',
  '.lineno',
  '.linenos',
  '.linenodiv',
  '.line-numbers-rows',
  '.line-number',
  '.linenumber',
  '.blob-num',
  '.hljs-ln-numbers',
  '.hljs-ln-n',
  '.rouge-gutter',
  '.crayon-nums',
  '.CodeMirror-linenumber',
  '.CodeMirror-gutter-wrapper',
  '.code-snippet__line-index',
  '.lnt',
  '.ln-num',
  '.react-code-line-number',
].join(',');
/** Widgets that show code without a `<pre>` of their own. */
const widgets = '.blockcode,.syntaxhighlighter,.crayon-pre,.CodeMirror-code,table.js-file-line-container,table.hljs-ln';
const codeTables = 'table.highlight,table.highlighttable,table.rouge-table,table.lntable,.highlight table';
const lineTags = new Set(['DIV', 'P', 'LI', 'TR', 'OL', 'UL', 'TABLE', 'TBODY', 'SECTION']);
const skippedTags = new Set(['BUTTON', 'SCRIPT', 'STYLE', 'TEXTAREA', 'SVG', 'NOSCRIPT']);

/**
 * Turns every highlighted code block into a bare `<pre>` with its text alone: gutters of line numbers go, and no class is
 * left by which Readability could mistake a code's comments for a comment section.
 */
export function flattenCode(document: Document): void {
  if (!document.querySelector(`pre,code,${widgets}`)) return;
  for (const gutter of document.querySelectorAll(gutters)) {
    if (/^[\s\d]*$/.test(gutter.textContent ?? '')) gutter.remove();
  }
  for (const widget of document.querySelectorAll(`${widgets},${codeTables}`)) flattenWidget(widget);
  for (const pre of document.querySelectorAll('pre')) if (!frozenBlock(pre)) flatten(pre);
  for (const code of document.querySelectorAll('code')) {
    if (code.closest('pre')) continue;
    code.removeAttribute('class');
    const isBlock = code.querySelector('br') !== null || /\S[^\S\n]*\n.*\S/.test(code.textContent ?? '');
    if (isBlock && isOnlyContent(code.parentElement, code)) flatten(code);
  }
}

function flattenWidget(widget: Element): void {
  if (!widget.parentNode || widget.closest('pre')) return;
  if (widget.tagName === 'TABLE' && !isListing(widget)) return;
  for (const cell of widget.querySelectorAll('td,pre')) if (isNumbering(cell.textContent ?? '')) cell.remove();
  flatten(widget);
}

/** A table that lays out code holds one cell of text a row beside the numbers; anything else is a table of data. */
function isListing(table: Element): boolean {
  if (!table.querySelector('pre,.blob-code,.hljs-ln-code')) return false;
  return [...table.querySelectorAll('tr')].every((row) => {
    const texts = [...row.children].map((cell) => cell.textContent ?? '');
    return texts.filter((text) => text.trim() && !/^[\s\d]*$/.test(text)).length <= 1;
  });
}

/** A cell that only counts 1, 2, 3 … is a gutter, whatever its class. */
function isNumbering(text: string): boolean {
  if (!/^\s*\d+(?:\s+\d+)+\s*$/.test(text)) return false;
  const numbers = text.trim().split(/\s+/).map(Number);
  return numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1);
}

function flatten(element: Element): void {
  if (!element.parentNode) return;
  const text = cleanCode(codeText(element));
  if (!text.trim()) {
    element.remove();
    return;
  }
  const pre = freezeBlock(element.ownerDocument, 'code', text);
  let target = element;
  // Wrappers named after the highlighter carry classes that extractors weigh; a block of code needs none of them.
  for (let level = 0; level < 4 && isOnlyContent(target.parentElement, target); level += 1) {
    target = target.parentElement as Element;
  }
  target.replaceWith(pre);
}

function isOnlyContent(parent: Element | null, child: Element): boolean {
  if (!parent || !/^(?:DIV|FIGURE|SPAN|P)$/.test(parent.tagName)) return false;
  for (const node of parent.childNodes) {
    if (node !== child && node.nodeType !== 8 && node.textContent?.trim()) return false;
  }
  return true;
}

/** The text of a code block with its line breaks, whichever elements stand for lines in it. */
export function codeText(root: Element): string {
  const parts: string[] = [];
  const newline = () => {
    const last = parts.at(-1);
    if (last !== undefined && !last.endsWith('\n')) parts.push('\n');
  };
  const visit = (node: Node): void => {
    if (node.nodeType === 3) {
      const text = node.textContent ?? '';
      // Indentation of the markup between rows is not part of the code.
      const isMarkup =
        !text.trim() && text.includes('\n') && !/^(?:PRE|CODE|SPAN)$/.test(node.parentElement?.tagName ?? '');
      if (!isMarkup) parts.push(text);
      return;
    }
    if (node.nodeType !== 1) return;
    const element = node as Element;
    if (skippedTags.has(element.tagName.toUpperCase()) || isCopyControl(element)) return;
    if (element.tagName === 'BR') {
      parts.push('\n');
      return;
    }
    // WeChat and some editors write one <code> a line inside the <pre>.
    const isLine = lineTags.has(element.tagName) || (element.tagName === 'CODE' && hasSiblingCode(element));
    if (isLine) newline();
    const start = parts.length;
    for (const child of element.childNodes) visit(child);
    if (isLine) {
      if (parts.length === start && element.tagName !== 'TABLE') parts.push('\n');
      else newline();
    }
  };
  for (const child of root.childNodes) visit(child);
  return parts.join('');
}

/** "Copy" beside the code, in whatever element a forum or a script puts it. */
function isCopyControl(element: Element): boolean {
  if (!/^(?:EM|A|SPAN|DIV)$/.test(element.tagName)) return false;
  return /^\s*(?:copy(?: code)?|copied!?|复制代码|复制)\s*$/i.test(element.textContent ?? '');
}

function hasSiblingCode(element: Element): boolean {
  return element.previousElementSibling?.tagName === 'CODE' || element.nextElementSibling?.tagName === 'CODE';
}
