import { articlePage, type HostilePage, html } from './hostile-page.ts';
import { reports } from './reports.ts';

const page = (name: keyof typeof reports, more = '') => articlePage(reports[name][0], reports[name].slice(1), more);
const controls = Array.from({ length: 31 }, (_, code) => String.fromCharCode(code + 1)).join('');

/** Quick to read on its own; beside the table of nine megabytes, a busy machine may not end it within its seconds. */
const slow = ['document', 'unreadable'] as const;

/** HTML that says what is not so, is broken, or is more than a parser bargains for. */
export const markupPages: readonly HostilePage[] = [
  {
    path: '/article/wrong-charset',
    becomes: 'document',
    holds: reports.insider[2],
    answer: html(page('insider').replace('<head>', '<head><meta charset=big5>'), {
      'content-type': 'text/html; charset=gbk',
    }),
  },
  {
    path: '/article/broken-markup',
    becomes: 'document',
    holds: reports.mail[2],
    answer: html(
      `<html><body><div><article><h1>${reports.mail[0]}<p>${reports.mail[1]}</b></div></p></td><p class="x" class='y>${'<'.repeat(50)}'>${reports.mail[2]}</i></table></article><!-- never closed <script>`,
    ),
  },
  {
    path: '/article/nested-10000-deep',
    becomes: slow,
    holds: reports.patch[2],
    answer: html(`<html><body>${'<div>'.repeat(10_000)}${page('patch')}${'</div>'.repeat(10_000)}`),
  },
  {
    path: '/article/nested-inline',
    becomes: slow,
    holds: reports.wireless[2],
    answer: html(page('wireless', '<b><i><a href=#>'.repeat(10_000))),
  },
  { path: '/article/nul', becomes: 'binary', answer: html(page('audit').replaceAll(' ', ' \0')) },
  {
    path: '/article/control-characters',
    becomes: 'document',
    holds: reports.audit[2],
    answer: html(page('audit', `<p>${controls}\ud800\u202e</p>`)),
  },
  {
    path: '/article/long-attribute',
    becomes: 'document',
    holds: reports.supply[2],
    answer: html(page('supply', `<div title="${'='.repeat(2_000_000)}"></div>`)),
  },
  { path: '/article/empty', becomes: 'empty', answer: html('') },
  {
    path: '/article/refresh-to-private',
    becomes: 'document',
    holds: reports.mobile[2],
    answer: html(page('mobile').replace('<head>', '<head><meta http-equiv=refresh content="0;url=http://127.0.0.1/">')),
  },
];
