import { bars } from '../bars.ts';
import { type Figures, kindNames, kinds, languageNames, languages } from '../figures.ts';
import { html } from '../html.ts';
import { counted, percent, whole } from '../numbers.ts';
import { folded, section, table } from './section.ts';

/** Pairs by task and language. */
export function tasks({ tasks: all, curation, models }: Figures) {
  const { en, zh } = curation.exported;
  const without = all.filter((task) => task.en + task.zh === 0);
  const question = 'What is in it?';
  const left = curation.leftOut.map(({ reason, en, zh }) => `${whole(en + zh)} as ${reason}`).join(', ');
  const answer =
    en + zh === 0
      ? html`There are no pairs yet. <code>sevenllm run</code> makes some.`
      : `${counted(en, 'English pair')} and ${whole(zh)} Chinese, on ${all.length - without.length} of ${all.length} tasks.`;
  if (en + zh === 0) return section('tasks', question, answer);
  return section(
    'tasks',
    question,
    answer,
    left !== '' &&
      html`<p class="note">Of ${whole(curation.pairs.en + curation.pairs.zh)} accepted pairs, exports leave out ${left}.</p>`,
    kinds.map((kind) => {
      const rows = all.filter((task) => task.kind === kind && task.en + task.zh > 0);
      const empty = without.filter((task) => task.kind === kind);
      return html`<h3>${kindNames[kind] === 'extraction' ? 'Extraction tasks' : 'Generation tasks'}</h3>${
        rows.length > 0 &&
        bars({
          label: `Pairs by ${kindNames[kind]} task and language`,
          rows: rows.map(({ category }) => category),
          series: languages.map((language) => ({
            name: languageNames[language],
            colour: `var(--${language})`,
            values: rows.map((task) => task[language]),
          })),
        })
      }${
        empty.length > 0 &&
        html`<p class="note">Without pairs: ${empty.map(({ category }) => category).join(', ')}.</p>`
      }`;
    }),
    folded(
      'Who made them',
      table(
        [
          { name: 'Teacher' },
          { name: 'English', isNumber: true },
          { name: 'Chinese', isNumber: true },
          { name: 'Share', isNumber: true },
        ],
        models.map((one) => [one.model, whole(one.en), whole(one.zh), percent((one.en + one.zh) / (en + zh))]),
      ),
    ),
  );
}
