import type { JudgementReport } from '../pipeline/ledger/judgement-report.ts';

/** What judges said, and how far they and the checks agree, as sentences. */
export function judgeLines(judges: readonly JudgementReport[]): string[] {
  return judges.flatMap(({ model, judged, kept, low, score, criteria, improvements: { given, used, refused } }) => {
    const decided = kept + low;
    const means = Object.entries(criteria).map(([criterion, mean]) => `${criterion} ${mean.toFixed(2)}`);
    const reasons = Object.entries(refused);
    const total = reasons.reduce((sum, [, count]) => sum + count, 0);
    const why = reasons.map(([reason, count]) => `${reason} ${count}`).join(', ');
    return [
      `Judged by ${model}: ${judged}, ${score.toFixed(2)} of 5 on average (${means.join(', ')}).`,
      ...(decided > 0
        ? [`Of ${decided} drafts that passed the checks, the judge kept ${kept} (${percent(kept / decided)}).`]
        : []),
      ...(given > 0
        ? [
            `Of ${given} answers that it bettered, ${used} are used and the checks refused ${total}${why && ` (${why})`}.`,
          ]
        : []),
    ];
  });
}

const percent = (share: number) => `${(100 * share).toFixed(share > 0.99 && share < 1 ? 1 : 0)}%`;
