import { expect } from 'vitest';
import type { Config } from '../../../pipeline/config.ts';
import { idOf, sha256 } from '../../../pipeline/hash.ts';
import { audit } from '../../../pipeline/ledger/audit.ts';
import type { Ledger } from '../../../pipeline/ledger/ledger.ts';
import type { VisitOutcome } from '../../../pipeline/ledger/schema.ts';
import { type Settled, type Settlement, settleAll, type WorkKey } from '../../../pipeline/ledger/settle.ts';
import type { PageBody, Visit } from '../../../pipeline/ledger/visits.ts';
import type { Document, Pair } from '../../../pipeline/records.ts';
import { dedupeStage } from '../../../pipeline/stages/dedupe/dedupe.ts';
import { signatureOf } from '../../../pipeline/stages/dedupe/minhash.ts';
import { normaliseText, shinglesOf } from '../../../pipeline/stages/dedupe/shingles.ts';
import type { Outputs } from '../../../pipeline/stages/stage.ts';
import { documentOf, paragraph } from '../checks/candidate.ts';
import { startRun } from './records.ts';

export const visit = (outcome: VisitOutcome, more: Partial<Visit> = {}): Visit => ({
  ...{ crawlId: null, outcome, status: 200, bytes: 10, milliseconds: 5, etag: null, lastModified: null },
  ...{ directives: [], at: new Date().toISOString() },
  ...more,
});

export const bodyOf = (text: string): PageBody => ({
  ...{ contentType: 'text/html', fetchedAt: new Date().toISOString(), body: Buffer.from(text), parts: [] },
  ...{ contentHash: sha256(text), rendered: false },
});

/** Articles of one site in a real ledger, taken through its stages by settling what each stage would say of them. */
export class SiteOfPages {
  readonly #ledger: Ledger;
  readonly #settlement: Awaited<ReturnType<typeof startRun>>['settlement'];

  private constructor(ledger: Ledger, { settlement }: Awaited<ReturnType<typeof startRun>>) {
    this.#ledger = ledger;
    this.#settlement = settlement;
  }

  static async open(ledger: Ledger, config: Config): Promise<SiteOfPages> {
    return new SiteOfPages(ledger, await startRun(ledger, config));
  }

  idOf = (path: string) => idOf('page', 'test', this.#url(path));
  #url = (path: string) => `http://news.example/${path}`;

  async settle(key: Omit<WorkKey, 'model'>, outputs: Outputs, more: Partial<Settlement> = {}): Promise<Settled> {
    const model = more.model ?? '';
    return (await settleAll(this.#ledger.db, [this.#settlement({ ...key, model }, outputs, more)]))[0]!;
  }

  /** A crawl finds this text on a page. */
  async crawl(path: string, text: string): Promise<void> {
    const known = await this.#askAgain(path);
    await this.#settleCrawl(path, { body: bodyOf(text), visit: visit(known ? 'changed' : 'new') });
  }

  /** A crawl finds that a page asks not to be used. */
  async withdraw(path: string): Promise<void> {
    await this.#askAgain(path);
    const more = { state: 'dropped', reason: 'noindex', detail: 'It asks not to be used.' } as const;
    await this.#settleCrawl(path, { withdraw: true, visit: visit('dropped') }, more);
  }

  async #askAgain(path: string): Promise<boolean> {
    const { db } = this.#ledger;
    const page = {
      id: this.idOf(path),
      source: 'test',
      url: this.#url(path),
      kind: 'article',
      parent_url: null,
    } as const;
    const work = { stage: 'crawl', record_id: page.id, group_id: 'test', state: 'pending', reason: null } as const;
    const entered = await db
      .insertInto('page')
      .values({
        ...page,
        status: null,
        content_type: null,
        etag: null,
        last_modified: null,
        body: null,
        parts: null,
        given: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    await db
      .insertInto('work')
      .values({ ...work, detail: null, run_id: null })
      .onConflict((conflict) =>
        conflict.columns(['stage', 'record_id', 'model']).doUpdateSet({ state: 'pending', reason: null }),
      )
      .execute();
    return entered.length === 0;
  }

  async #settleCrawl(path: string, outputs: Outputs, more: Partial<Settlement> = {}): Promise<void> {
    const { settled } = await this.settle(
      { stage: 'crawl', recordId: this.idOf(path), groupId: 'test' },
      outputs,
      more,
    );
    expect(settled).toBe(true);
  }

  /** `clean` reads this document off the page, of the body that it has now or the one of a version. */
  async clean(path: string, text: string, version?: number): Promise<{ document: Document; settled: boolean }> {
    const pageId = this.idOf(path);
    const normalised = normaliseText(text);
    const document = documentOf([paragraph(text)], {
      ...{ id: idOf('doc', pageId, sha256(normalised)), pageId, url: this.#url(path), textHash: sha256(normalised) },
    });
    const page = await this.#ledger.db.selectFrom('page').select('version').where('id', '=', pageId).executeTakeFirst();
    const outputs = {
      pageVersion: version ?? page!.version,
      documents: [{ document, signature: signatureOf(shinglesOf(normalised, 'en')) }],
    };
    const { settled } = await this.settle({ stage: 'clean', recordId: pageId, groupId: pageId }, outputs);
    return { document, settled };
  }

  /** `dedupe` compares a document, for real. */
  async compare({ id }: Document): Promise<boolean> {
    const stage = dedupeStage(this.#ledger.db);
    const [loaded] = await stage.load([id]);
    const outcome = await stage.run(loaded!.input);
    const why = outcome.kept ? {} : { state: 'dropped' as const, reason: outcome.reason, detail: outcome.detail };
    await this.settle({ stage: 'dedupe', recordId: id, groupId: id }, outcome.outputs ?? {}, why);
    return outcome.kept;
  }

  /** From its body to where a teacher can have it. */
  async read(path: string, text: string): Promise<Document> {
    await this.crawl(path, text);
    const { document } = await this.clean(path, text);
    await this.compare(document);
    return document;
  }

  /** A teacher selects a document for tasks. */
  async select({ id }: Document, tasks: string[], model = 'rules-1'): Promise<void> {
    const cells = tasks.map((task) => ({
      ...{ id: cellId(id, task, model), documentId: id, task, language: 'en' as const },
      ...{ promptVersion: 'p1', model, group: `grp_${task}` },
    }));
    await this.settle({ stage: 'select', recordId: id, groupId: id }, { cells }, { model, teacherModel: model });
  }

  /** A teacher's draft of a task is accepted. */
  async accept({ id }: Document, task: string, model = 'rules-1'): Promise<void> {
    const cell = cellId(id, task, model);
    const completionId = `cmp_${cell}`;
    await this.#ledger.db
      .insertInto('completion')
      .values({ id: completionId, model, purpose: 'generate', document_id: id, text: '{}' } as never)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const draft = { draft: { blocks: [0], thought: {}, answer: {} }, completionId };
    const key = { recordId: cell, groupId: id };
    await this.settle({ ...key, stage: 'generate' }, { draft }, { model, teacherModel: model });
    const pair: Pair = {
      ...{ id: `pair_${cell}`, cellId: cell, documentId: id, group: `grp_${task}`, task, category: 'understanding' },
      ...{ language: 'en', instruction: 'Say it.', input: 'Text.', blocks: [0], thought: 'So.', output: 'It.' },
      ...{ evidence: [], completionId, model, promptVersion: 'p1' },
    };
    await this.settle({ ...key, stage: 'validate' }, { pair }, { model, teacherModel: model });
  }

  /** Pairs in the dataset, as `task of document`, and cells that are stale and not retired. */
  async standing(names: Record<string, Document>): Promise<{ pairs: string[]; stale: string[] }> {
    const nameOf = new Map(Object.entries(names).map(([name, { id }]) => [id, name]));
    const { db } = this.#ledger;
    const pairs = await db.selectFrom('pair').select(['document_id', 'task', 'model']).execute();
    const cells = await db
      .selectFrom('cell')
      .select(['document_id', 'task', 'model'])
      .where('stale_since', 'is not', null)
      .where('retired_at', 'is', null)
      .execute();
    const told = (rows: { document_id: string; task: string; model: string }[]) =>
      rows
        .filter(({ document_id }) => nameOf.has(document_id))
        .map(({ document_id, task, model }) => `${task} of ${nameOf.get(document_id)} by ${model}`)
        .sort();
    return { pairs: told(pairs), stale: told(cells) };
  }

  async pending(): Promise<string[]> {
    const rows = await this.#ledger.db
      .selectFrom('work')
      .select(['stage', 'record_id'])
      .where('state', '=', 'pending')
      .execute();
    return rows.map(({ stage, record_id }) => `${stage} ${record_id}`);
  }

  async expectBalance(): Promise<void> {
    const report = await audit(this.#ledger.db);
    expect(report.rules.filter(({ violations }) => violations > 0)).toEqual([]);
    expect(report.balanced).toBe(true);
  }
}

const cellId = (documentId: string, task: string, model: string) => `cell_${documentId}_${task}_${model}`;
