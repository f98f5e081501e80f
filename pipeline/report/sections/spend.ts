import { dollars } from '../../teacher/spend/dollars.ts';
import { bars } from '../bars.ts';
import type { Figures } from '../figures.ts';
import { html } from '../html.ts';
import { counted, whole } from '../numbers.ts';
import { folded, section, table } from './section.ts';

/** What the calls used and cost. */
export function spend({ spend: { byModel, byTask, unstored }, curation, tasks, published }: Figures) {
  const question = 'What did it cost?';
  const sum = (key: 'calls' | 'input' | 'output' | 'cost' | 'unpriced') =>
    byModel.reduce((total, row) => total + row[key], 0);
  if (byModel.length === 0 && unstored.calls === 0)
    return section('spend', question, 'Nothing: no model was called. The built-in rules answer for free.');
  const pairs = curation.pairs.en + curation.pairs.zh;
  const isPriced = sum('cost') > 0;
  const shown = isPriced ? dollars : whole;
  const nameOf = (slug: string | null) =>
    slug === null ? 'selection of tasks' : (tasks.find(({ task }) => task === slug)?.category ?? slug);
  const perPair = (key: 'input' | 'output' | 'cost') => sum(key) / Math.max(1, pairs);
  return section(
    'spend',
    question,
    `${dollars(sum('cost'))} for ${counted(Math.round(sum('calls')), 'call')}${pairs > 0 ? `, ${dollars(perPair('cost'))} for each accepted pair` : ''}.`,
    pairs > 0 &&
      html`<p class="note">Each pair took ${whole(Math.round(perPair('input')))} tokens in and ${whole(Math.round(perPair('output')))} out; the published prompts take about ${whole(published.tokens.input)} and ${whole(published.tokens.output)}.</p>`,
    sum('unpriced') > 0 &&
      html`<p class="note">Of ${counted(Math.round(sum('unpriced')), 'call')} no price is known: they count nothing.</p>`,
    unstored.calls > 0 &&
      html`<p class="note">${counted(unstored.calls, 'call')} under way or lost: ${dollars(unstored.cost)} at most, not counted.</p>`,
    byTask.length > 0 &&
      bars({
        label: isPriced ? 'Cost by task' : 'Tokens by task',
        rows: byTask.map(({ task }) => nameOf(task)),
        series: [
          {
            name: isPriced ? 'dollars' : 'tokens',
            colour: 'var(--ours)',
            values: byTask.map(({ cost, input, output }) => (isPriced ? cost : input + output)),
          },
        ],
        shown,
      }),
    folded(
      'By model',
      table(
        [
          { name: 'Model' },
          ...['Calls', 'Tokens in', 'of them cached', 'Tokens out', 'Cost'].map((name) => ({ name, isNumber: true })),
        ],
        byModel.map((row) => [
          row.model,
          ...[row.calls, row.input, row.cached, row.output].map((value) => whole(Math.round(value))),
          dollars(row.cost),
        ]),
      ),
    ),
  );
}
