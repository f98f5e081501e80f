import { type Command, InvalidArgumentError } from 'commander';
import { type Config, loadConfig } from '../pipeline/config.ts';

/** What commands that ask models for a bench take beside their own options; the rest is set by environment. */
export function withCallOptions(command: Command): Command {
  return command
    .option('--max-cost <dollars>', 'most that the calls of all runs of this ledger may cost together; then it stops')
    .option('--max-tokens <n>', 'most tokens, in and out, that they may use together; then it stops')
    .option('--prices <file>', 'JSON file with prices of your own, in dollars per million tokens')
    .option('--concurrency <n>', 'most calls in flight; it begins lower and grows while that helps');
}

/** The configuration of such a command: its options before the environment before the defaults. One model answers, or none. */
export function callConfigOf(options: Record<string, unknown>): Config {
  const { model, temperature, maxCost, maxTokens, prices, concurrency } = options;
  const given = { model, temperature, maxCost, maxTokens, prices, callConcurrency: concurrency };
  const overrides = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...loadConfig(overrides as Partial<Config>), fallbackModels: null, batch: false };
}

/** A whole number from 1 on. */
export function countOption(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(text);
}
