import { answerText, type ExportedPair } from '../exported-pair.ts';
import { jsonLines } from './json-lines.ts';

/** The published format with what the ledger knows of a pair: links, provenance, places of the evidence, scores. */
export const sevenllmExtended = jsonLines({
  name: 'sevenllm-extended',
  about: 'the published JSONL with pair id, link to the other language, provenance, offsets of the evidence, score',
  line: extendedRecord,
});

/** Everything that is exported of a pair. Offsets are UTF-16 units of `input`, ends exclusive. */
export function extendedRecord(pair: ExportedPair, number: number) {
  return {
    id: number,
    category: pair.category,
    instruction: pair.instruction,
    input: pair.input,
    thought: pair.thought,
    output: answerText(pair),
    pair_id: pair.id,
    group: pair.group,
    task: pair.task,
    kind: pair.kind,
    language: pair.language,
    split: pair.split,
    evidence: pair.evidence,
    score: pair.score,
    document: {
      id: pair.documentId,
      source: pair.source,
      url: pair.url,
      title: pair.title,
      published_at: pair.publishedAt,
      licence: pair.licence,
      text_sha256: pair.textHash,
      blocks: pair.blocks,
    },
    teacher: {
      model: pair.model,
      answered_by: pair.answeredBy,
      prompt_version: pair.promptVersion,
      completion_id: pair.completionId,
    },
  };
}
