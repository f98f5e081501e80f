// A worker in a process of its own, to be killed or stopped: takes jobs of the queue, says which on its output, and holds
// each until it is sent a line. Arguments: the configuration as JSON, how many jobs it takes at once.
import { once } from 'node:events';
import { openLedger } from '../../../dist/pipeline/ledger/ledger.js';
import { openWorkQueue } from '../../../dist/pipeline/queue/work-queue.js';

const [config, concurrency] = process.argv.slice(2).map((argument) => JSON.parse(argument));
const ledger = await openLedger(config);
const queue = await openWorkQueue(config, ledger);
const released = once(process.stdin, 'data');
await queue.consume({ stage: 'clean', model: '' }, concurrency, async ({ groupId }) => {
  console.log(groupId);
  await released;
});
