import { sql } from 'kysely';
import { taskBySlug } from '../../task-pool/index.ts';
import type { LedgerTransaction } from '../ledger/ledger.ts';
import type { Language } from '../records.ts';
import { answerText } from '../shards/exported-pair.ts';
import { type Figures, type Grounding, kinds, type LengthField, languages, lengthFields } from './figures.ts';
import { leafGrounding } from './leaf-grounding.ts';

/** Most pairs whose texts are read: a share of 20,000 is known to within a percentage point. */
const mostMeasured = 20_000;
/** Pairs that are held at a time. */
const readAtOnce = 200;
/** Pairs of each kind and language whose instructions are compared: as many as the published bench has. */
const perInstructionGroup = 300;

/** What only the pairs' texts tell: lengths, grounding, different instructions. Reads a sample where there are many. */
export async function measurePairs(
  transaction: LedgerTransaction,
  most = mostMeasured,
): Promise<Pick<Figures, 'measured' | 'lengths' | 'grounding' | 'instructions'>> {
  const lengths = new Map<string, number[]>();
  const grounding = new Map<Language, Grounding>();
  const instructions = new Set<string>();
  const ofGroup = new Map<string, number>();
  let [pairs, records] = [0, 0];
  let isSample = false;
  for await (const pair of pairsById(transaction)) {
    isSample = pairs === most;
    if (isSample) break;
    pairs++;
    const { language, instruction, input, thought, output } = pair;
    const task = taskBySlug(pair.task);
    const texts: Record<LengthField, string> = { instruction, input, thought, output: answerText(pair) };
    for (const field of lengthFields) {
      const key = `${task.kind} ${language} ${field}`;
      const known = lengths.get(key);
      if (known) known.push(texts[field].length);
      else lengths.set(key, [texts[field].length]);
    }
    if (task.kind === 'understanding') {
      const sum = grounding.get(language) ?? { language, ...nothing };
      for (const [key, count] of Object.entries(leafGrounding(task, language, output, input)))
        sum[key as keyof typeof nothing] += count;
      grounding.set(language, sum);
    }
    const group = `${task.kind} ${language}`;
    const place = (ofGroup.get(group) ?? 0) + 1;
    ofGroup.set(group, place);
    if (place <= perInstructionGroup) {
      records++;
      instructions.add(instruction);
    }
  }
  return {
    measured: { pairs, isSample },
    lengths: kinds.flatMap((kind) =>
      languages.flatMap((language) =>
        lengthFields.flatMap((field) => {
          const sorted = Float64Array.from(lengths.get(`${kind} ${language} ${field}`) ?? []).sort();
          const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
          const percentiles = [at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)] as const;
          return sorted.length === 0
            ? []
            : [{ kind, language, field, pairs: sorted.length, percentiles: [...percentiles] }];
        }),
      ),
    ),
    grounding: languages.flatMap((language) => grounding.get(language) ?? []),
    instructions: { records, distinct: instructions.size },
  };
}

const nothing: Omit<Grounding, 'language'> = {
  ...{ pairs: 0, leaves: 0, verbatim: 0, folded: 0, labels: 0, quotesFolded: 0, whole: 0, wholeQuotes: 0 },
};

interface MeasuredPair {
  id: string;
  task: string;
  language: Language;
  instruction: string;
  input: string;
  thought: string;
  output: string | Record<string, unknown>;
}

/** The pairs that exports take, by id: ids are hashes, so the first so many are a sample that favours nothing. */
async function* pairsById(transaction: LedgerTransaction): AsyncGenerator<MeasuredPair> {
  for (let after = ''; ; ) {
    const { rows } = await sql<MeasuredPair>`
      select id, task, language, instruction, input, thought, output from pair
      where id > ${after} and not exists (select 1 from curation where pair_id = pair.id)
      order by id limit ${readAtOnce}`.execute(transaction);
    yield* rows;
    if (rows.length < readAtOnce) return;
    after = rows.at(-1)!.id;
  }
}
