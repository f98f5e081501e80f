import { pino } from 'pino';
import { type Config, loadConfig } from '../../../pipeline/config.ts';
import { beginRerun } from '../../../pipeline/ledger/begin-rerun.ts';
import { rerunReport } from '../../../pipeline/ledger/rerun-report.ts';
import { type RunOutcome, runUntilSettled } from '../../../pipeline/run.ts';
import { Session } from '../../../pipeline/session.ts';
import { type Answerer, diligent, isJudging, verdict } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';
import { text } from '../checks/candidate.ts';
import { enterDocument } from '../ledger/records.ts';

export const judgeModel = 'judge-7b';
/** Milliseconds after which a run that does not settle is given up. */
const longest = 120_000;

/** A ledger of its own with one document, and sessions on it that draft one text in both languages and judge it. */
export async function judgedLedger(baseUrl: string) {
  const { ledger, config } = await createLedger();
  const { db } = ledger;
  const document = await enterDocument(ledger, config, text);
  const settings = (overrides: Partial<Config>) =>
    loadConfig(
      {
        ...{ databaseUrl: config.databaseUrl, openaiBaseUrl: baseUrl, model: 'teacher-7b', judgeModel },
        ...{ understanding: 0, generation: 1, callTimeoutSeconds: 5, ...overrides },
      },
      {},
    );

  async function inSession<T>(overrides: Partial<Config>, work: (session: Session) => Promise<T>): Promise<T> {
    const session = await Session.open({
      ...{ config: settings(overrides), command: 'test', sources: new Map(), log: pino({ level: 'silent' }) },
    });
    try {
      return await work(session);
    } finally {
      await session.close('ended');
    }
  }

  return {
    ...{ ledger, db, document },
    run: (overrides: Partial<Config> = {}, signal = AbortSignal.timeout(longest)): Promise<RunOutcome> =>
      inSession(overrides, (session) => runUntilSettled(session, signal)),
    /** Asks everything again, and returns what came of it. */
    rerun: (overrides: Partial<Config> = {}) =>
      inSession(overrides, async (session) => {
        const { id } = await beginRerun(db, { which: 'all', takeOver: false }, session.teacher, session.runId);
        await runUntilSettled(session, AbortSignal.timeout(longest), ['generate', 'validate', 'judge']);
        return { id, report: await rerunReport(db, id!) };
      }),
    pairs: () => db.selectFrom('pair').selectAll().orderBy('language').execute(),
    judgements: () => db.selectFrom('judgement').selectAll().orderBy('created_at').execute(),
    /** Where records stand with the judges. */
    async standing() {
      const rows = await db.selectFrom('work').select(['state', 'reason']).where('stage', '=', 'judge').execute();
      return rows.map(({ state, reason }) => reason ?? state).sort();
    },
  };
}

/** Answers as a diligent teacher would, and as a judge that gives everything this score, and may better it. */
export const judging =
  (score: number, improved: unknown = null): Answerer =>
  (request) =>
    isJudging(request) ? verdict(request, score, improved) : diligent(request);

/** A thought and answer that pass the checks, and others that name an identifier which is in no document. */
export const better = {
  thought: {
    en: 'The sentence names the day, the hole and the sum, so the answer can say what was hit and what it cost.',
    zh: '该句给出了日期、漏洞和金额，因此可以说明遭受攻击的对象和代价。',
  },
  answer: {
    en: 'On 12 May 2017 WannaCry came in over SMB by way of CVE-2017-0144 and asked hospitals for 300 dollars in Bitcoin. Close the hole by installing the update, take SMB off the open network, look for machines that speak to others over it without need, and keep copies that no worm can reach, since whoever pays has no promise of getting anything back.',
    zh: '2017年5月12日，WannaCry利用CVE-2017-0144经由SMB侵入，并向医院索要300美元的比特币。应当安装更新以修补漏洞，不要让SMB暴露在开放网络中，检查无故通过该协议互相通信的机器，并保留蠕虫无法触及的备份，因为付款的人得不到任何保证。',
  },
};
export const invented = {
  ...better,
  answer: {
    en: better.answer.en.replace('CVE-2017-0144', 'CVE-2031-9999'),
    zh: better.answer.zh.replace('CVE-2017-0144', 'CVE-2031-9999'),
  },
};
