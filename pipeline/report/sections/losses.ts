import { bars } from '../bars.ts';
import type { Figures } from '../figures.ts';
import { html } from '../html.ts';
import { counted, whole } from '../numbers.ts';
import { section, table } from './section.ts';

/** What each stage kept, and what it dropped or rejected for which reason. */
export function losses({ stages, drops, curation }: Figures) {
  const question = 'What was left out, and why?';
  const filled = stages.filter((stage) => stage.kept + stage.dropped + stage.failed + stage.pending > 0);
  const left = curation.leftOut.map(({ reason, en, zh }) => ({ stage: 'export' as const, reason, count: en + zh }));
  const all = [...drops, ...left];
  if (filled.length === 0 && all.length === 0) return section('losses', question, 'Nothing has been taken in yet.');
  const commonest = all.toSorted((a, b) => b.count - a.count)[0];
  const failed = filled.reduce((sum, stage) => sum + stage.failed, 0);
  const pending = filled.reduce((sum, stage) => sum + stage.pending, 0);
  return section(
    'losses',
    question,
    `${commonest ? `Most often ${commonest.reason}, at ${commonest.stage}: ${counted(commonest.count, 'record')}.` : 'Nothing was dropped.'} ${counted(failed, 'record')} failed, ${whole(pending)} wait.`,
    filled.length > 0 &&
      table(
        [
          { name: 'Stage' },
          ...['Inputs', 'kept', 'dropped', 'failed', 'pending'].map((name) => ({ name, isNumber: true })),
        ],
        filled.map(({ stage, kept, dropped, failed, pending }) => [
          stage,
          ...[kept + dropped + failed + pending, kept, dropped, failed, pending].map(whole),
        ]),
      ),
    all.length > 0 &&
      html`<h3>Reasons</h3>${bars({
        label: 'Records dropped or rejected, by stage and reason',
        rows: all.map(({ stage, reason }) => `${stage}: ${reason}`),
        series: [{ name: 'records', colour: 'var(--ours)', values: all.map(({ count }) => count) }],
      })}`,
  );
}
