import type { PageStory } from '../pipeline/ledger/show.ts';
import { table } from './tables.ts';

type Story = NonNullable<PageStory['documents'][number]>;

const at = (date: Date | null) => date?.toISOString().replace(/\.\d+Z$/, 'Z') ?? '';

/** One page's whole story for a person: requests, the decision of each stage, versions, the blocks that were extracted. */
export function pageStory({ page, visits, standing, documents }: PageStory): string {
  const facts = [
    ['source', page.source],
    ['found', `${at(page.discovered_at)} ${origin(page)}`],
    ['last asked', at(page.checked_at)],
    ['last changed', at(page.changed_at)],
    ['gone since', at(page.gone_at)],
    ['content', content(page)],
    ['asks', page.directives?.join(', ') ?? ''],
  ].filter(([, value]) => value !== '');
  const sections = [
    `${page.url}  (${page.kind}, ${page.id})\n${facts.map(([name, value]) => `  ${name?.padEnd(14)}${value}`).join('\n')}\n`,
    visits.length > 0 &&
      `Requests\n${table(['when', 'outcome', 'status', 'bytes', 'ms', 'detail'], visits.map(visitRow))}`,
    standingTable('Decisions', standing),
    ...documents.map((story) => story && documentStory(story)),
  ];
  return printable(sections.filter(Boolean).join('\n'));
}

/** Without control characters: pages are written by strangers, and a terminal obeys escape sequences. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
}

function origin({ kind, parent_url, depth }: PageStory['page']): string {
  if (kind === 'file') return 'in a file';
  return parent_url ? `on ${parent_url}, depth ${depth}` : 'as a seed';
}

function content(page: PageStory['page']): string {
  if (page.bytes === null) return '';
  const parts = page.further_parts > 0 ? ` and ${page.further_parts} further pages` : '';
  const how = page.rendered ? ', drawn by a browser' : '';
  return `${page.bytes} bytes${parts} of ${page.content_type ?? 'no stated type'}${how}, version ${page.version}`;
}

function visitRow({
  outcome,
  status,
  bytes,
  milliseconds,
  times,
  first_at,
  last_at,
  detail,
}: PageStory['visits'][number]) {
  const when = times > 1 ? `${at(first_at)} to ${at(last_at)}, ${times} times` : at(first_at);
  return [when, outcome, status ?? '', bytes ?? '', milliseconds ?? '', detail ?? ''];
}

function standingTable(title: string, rows: PageStory['standing']): string {
  const lines = rows.map(({ stage, model, state, reason, detail, updated_at }) => [
    ...[stage, model, state, reason ?? '', at(updated_at), detail ?? ''],
  ]);
  return `${title}\n${table(['stage', 'teacher', 'state', 'reason', 'when', 'detail'], lines)}`;
}

function documentStory({ document, standing, assignments, cells }: Story): string {
  const outdated = document.outdated_at ? `, outdated since ${at(document.outdated_at)}` : '';
  const stale = cells.filter(({ stale_since, retired_at }) => stale_since && !retired_at).length;
  const lines = [
    `Document ${document.id} (version ${document.page_version} of the page${outdated})`,
    `  ${document.title}`,
    `  ${[document.language, document.published_at, document.authors.join(', '), document.licence].filter(Boolean).join(' · ')}`,
    `  ${assignments.filter(({ chosen }) => chosen).length} tasks chosen of ${assignments.length}, ${cells.length} cells, ${cells.filter(({ pair }) => pair).length} pairs${stale > 0 ? `, ${stale} cells stale` : ''}`,
    '',
    standingTable('Decisions', standing),
    ...(document.outdated_at ? [] : document.blocks.map(blockLine)),
    '',
  ];
  return lines.join('\n');
}

function blockLine({ kind, text, suspect }: Story['document']['blocks'][number], number: number): string {
  const mark = suspect ? `${kind}, addresses a model` : kind;
  return `  [${number}] ${mark}: ${text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text}`;
}
