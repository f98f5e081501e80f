import type { Config } from '../../config.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import { Budget, type BudgetSettings } from './budget.ts';
import { openPriceList, type PriceList } from './price-list.ts';

/** What calls are reckoned with: the prices, and the budget where a cap is set. */
export interface Spend {
  prices: PriceList;
  budget: Budget | null;
}

/** Throws a SetupError where the prices cannot be read, or a cap on money is set for a model without a price. */
export function openSpend(
  db: LedgerDatabase,
  config: BudgetSettings & Pick<Config, 'prices' | 'openaiBaseUrl'>,
): Spend {
  const prices = openPriceList(config);
  const isCapped = config.maxCost !== null || config.maxTokens !== null;
  return { prices, budget: isCapped ? new Budget(db, config, prices) : null };
}
