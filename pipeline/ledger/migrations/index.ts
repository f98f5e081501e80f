import type { Migration, MigrationProvider } from 'kysely';
import * as initial from './001-initial.ts';
import * as recrawl from './002-recrawl.ts';
import * as limits from './003-limits.ts';
import * as spend from './004-spend.ts';
import * as rerun from './005-rerun.ts';
import * as endpoint from './006-endpoint.ts';
import * as lookups from './007-lookups.ts';
import * as selection from './008-selection.ts';
import * as judge from './009-judge.ts';
import * as batch from './010-batch.ts';
import * as exportOrder from './013-export-order.ts';
import * as curation from './014-curation.ts';
import * as split from './015-split.ts';
import * as backlog from './018-backlog.ts';
import * as pause from './020-pause.ts';

/** Every migration there ever was, by name, in order; one that has landed is never edited. */
const migrations: Record<string, Migration> = {
  '001-initial': initial,
  '002-recrawl': recrawl,
  '003-limits': limits,
  '004-spend': spend,
  '005-rerun': rerun,
  '006-endpoint': endpoint,
  '007-lookups': lookups,
  '008-selection': selection,
  '009-judge': judge,
  '010-batch': batch,
  '013-export-order': exportOrder,
  '014-curation': curation,
  '015-split': split,
  '018-backlog': backlog,
  '020-pause': pause,
};

export const migrationProvider: MigrationProvider = { getMigrations: async () => migrations };
