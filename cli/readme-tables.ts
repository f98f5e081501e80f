import { builtInSources } from '../crawlers/sources/index.ts';
import { settings } from '../pipeline/config.ts';
import { reasons, stageNames } from '../pipeline/reasons.ts';
import { formats } from '../pipeline/shards/formats/index.ts';
import { rulesTasks } from '../pipeline/teacher/rules/answers/index.ts';
import { taskPool } from '../task-pool/index.ts';

const tables: Record<string, () => string> = {
  tasks: () =>
    markdown(
      ['slug', 'category', '中文', 'kind', 'rules can'],
      taskPool.map((task) => [
        ...[`\`${task.slug}\``, task.category, task.chinese, task.kind],
        rulesTasks.has(task.slug) ? 'yes' : '',
      ]),
    ),
  settings: () =>
    markdown(
      ['environment', 'default', 'what it is'],
      Object.values(settings).map(({ env, default: fallback, about }) => [
        `\`${env}\``,
        String(fallback ?? '—'),
        about,
      ]),
    ),
  sources: () =>
    markdown(
      ['id', 'name', 'language', 'seeds', 'licence'],
      builtInSources.map(({ id, name, language, seeds, licence }) => [
        ...[`\`${id}\``, name, language, seeds.map(({ kind }) => kind).join(', '), licence],
      ]),
    ),
  formats: () =>
    markdown(
      ['format', 'what it is'],
      formats.map(({ name, about }) => [`\`${name}\``, about]),
    ),
  reasons: () =>
    markdown(
      ['stage', 'reasons for a drop'],
      stageNames.map((stage) => [stage, reasons[stage].join(', ')]),
    ),
};

/** The README with its generated tables written anew, between `<!-- name -->` and `<!-- /name -->`. */
export function withTables(readme: string): string {
  let text = readme;
  for (const [name, render] of Object.entries(tables)) {
    const place = new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`);
    if (!place.test(text)) throw new Error(`The README has no place for the table of ${name}`);
    text = text.replace(place, () => `<!-- ${name} -->\n${render()}\n<!-- /${name} -->`);
  }
  return text;
}

function markdown(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
