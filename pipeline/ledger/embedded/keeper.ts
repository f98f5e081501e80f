/**
 * The keeper: one small process a project folder, started by the first command that needs the database. It owns the
 * PostgreSQL server for as long as any command is connected to it, then stops the server and ends itself.
 *
 * A command that is killed needs no farewell: the kernel closes its connection. Started as `keeper <data folder>`, in
 * that folder.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, SetupError } from '../../errors.ts';
import { locateBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { chooseIdentity } from './identity.ts';
import { claimKeeper } from './keeper-socket.ts';
import { Members } from './members.ts';
import { startServer } from './server.ts';
import { explained } from './setup-errors.ts';

const folder = process.argv[2]!;
const members = new Members();
const signalled = new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
});

process.umask(0o077);

try {
  const claim = await claimKeeper(folder, (socket) => members.accept(socket));
  if (!claim) process.exit(0);
  try {
    await keep();
  } finally {
    claim.release();
  }
  members.dismiss();
  process.exit(0);
} catch (error) {
  const shown = explained(error, folder);
  const message = { error: messageOf(shown), setup: shown instanceof SetupError };
  members.tell(message);
  // Whoever started us reads this, for the case that it could not connect.
  process.stderr.write(`${JSON.stringify(message)}\n`);
  process.exit(1);
}

async function keep(): Promise<void> {
  // Nobody joins where the command that started us was killed right after.
  await Promise.race([members.untilSome(), sleep(3000), signalled]);
  const log = (line: string) => members.tell({ log: line });
  const crashes: number[] = [];
  while (members.count > 0) {
    const native = locateBinaries();
    const identity = chooseIdentity(native, folder, log);
    const server = await startServer(await ensureCluster(folder, identity, log), identity, log);
    members.announce(server.url);
    const cause = await Promise.race([
      members.untilNone().then(() => 'unused'),
      server.ended.then(() => 'ended'),
      signalled.then(() => 'signalled'),
    ]);
    members.announce(null);
    if (cause !== 'ended') await server.stop();
    if (cause === 'signalled') return;
    if (cause === 'ended') {
      log('The built-in database ended unexpectedly and is started again');
      crashes.push(Date.now());
      if (crashes.filter((time) => time > Date.now() - 60_000).length >= 5)
        throw new SetupError(`The built-in database ended five times in a minute; see ${folder}/postgres/server.log.`);
    }
  }
}
