import { pino } from 'pino';
import { logOptionsOf } from '../../../cli/log-options.ts';
import { type Config, loadConfig } from '../../../pipeline/config.ts';
import { openMetrics } from '../../../pipeline/metrics/serve-metrics.ts';
import { Session } from '../../../pipeline/session.ts';
import { createLedger } from '../../test-database.ts';
import { enterDocument } from '../ledger/records.ts';

/** Reports that have nothing in common, for one document each. */
export const reports = {
  worm: 'WannaCry spread over SMB on 12 May 2017 and encrypted the files of hospitals in many countries. A security researcher found the domain that switched the ransomware off. Whoever had not installed the patch for CVE-2017-0144 had to restore machines from backups.',
  phishing:
    'The campaign against the shipping company began with a phishing mail that carried a macro. It fetched Emotet from 203.0.113.7, took passwords out of the browser, and sent itself on to everyone in the address book of the accountant.',
  router:
    'Attackers have turned old routers into a botnet by guessing the password of the administrator. The devices then flooded a bank with traffic for three days, until the operators of the network blocked the command server at 198.51.100.23.',
};

/** A ledger of its own with one document for each report, and sessions on it whose log lines are kept. */
export async function workedLedger(baseUrl: string, overrides: Partial<Config> = {}) {
  const { ledger, config } = await createLedger();
  const documents: Record<string, string> = {};
  for (const [name, text] of Object.entries(reports)) documents[name] = (await enterDocument(ledger, config, text)).id;
  const settings = (more: Partial<Config> = {}) =>
    loadConfig(
      {
        ...{ databaseUrl: config.databaseUrl, openaiBaseUrl: baseUrl, model: 'teacher-7b', metricsPort: 0 },
        ...{ understanding: 1, generation: 1, callTimeoutSeconds: 20, logLevel: 'debug', ...overrides, ...more },
      },
      {},
    );
  const lines: string[] = [];
  return {
    ...{ ledger, db: ledger.db, documents, lines },
    async open(more: Partial<Config> = {}) {
      const own = settings(more);
      const served = await openMetrics(own);
      const log = pino(logOptionsOf(own), { write: (line: string) => void lines.push(line) });
      const { metrics } = served;
      const session = await Session.open({ config: own, command: 'test', sources: new Map(), log, metrics });
      return { session, served };
    },
  };
}

export async function until(condition: () => boolean | Promise<boolean>, milliseconds = 40_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
