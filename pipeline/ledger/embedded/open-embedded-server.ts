import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, SetupError } from '../../errors.ts';
import { connectToKeeper } from './keeper-socket.ts';
import { asError, becomeMember, type Membership } from './membership.ts';
import { explained } from './setup-errors.ts';
import { type SpawnedKeeper, spawnKeeper } from './spawn-keeper.ts';

/** A connection to the project's PostgreSQL. The server runs for as long as any process holds one. */
export interface EmbeddedServer {
  /** `postgres://…` of the database `sevenllm`, on the loopback. */
  url: string;
  /** Lets go of the server; the last one to do so waits until it has stopped and nothing is left running. */
  close(): Promise<void>;
}

/**
 * Starts or joins the PostgreSQL of one project folder, whose binaries come from npm and whose data lie in `dataFolder`.
 * Throws a SetupError where it cannot run here. An open server does not keep the process alive.
 */
export async function openEmbeddedServer(
  dataFolder: string,
  options: { log?: (line: string) => void } = {},
): Promise<EmbeddedServer> {
  const folder = resolve(dataFolder);
  const log = options.log ?? (() => {});
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explained(error, folder);
  }
  let { membership, keeper } = await join(folder, log);
  const { url } = membership;
  let closing = false;
  let rejoining: Promise<void> | null = null;
  stayIn();

  // Somebody killed the keeper: the server has none now, and would outlive us. A new keeper takes it over.
  function stayIn(): void {
    membership.cut.then(() => {
      if (!closing) rejoining = rejoin().catch((error) => log(messageOf(error)));
    });
  }

  async function rejoin(): Promise<void> {
    ({ membership, keeper } = await join(folder, log));
    if (membership.url !== url) log('The built-in database moved to another port: start this command again');
    stayIn();
  }

  return {
    url,
    async close() {
      closing = true;
      await rejoining;
      if (await membership.leave()) await keeper?.waitForEnd();
    },
  };
}

/** `keeper` is set where it is this process that started it. */
interface Joined {
  membership: Membership;
  keeper: SpawnedKeeper | null;
}

async function join(folder: string, log: (line: string) => void): Promise<Joined> {
  const patience = Date.now() + 60_000;
  let keeper: SpawnedKeeper | null = null;
  let failures = 0;
  while (Date.now() < patience) {
    const socket = await connectToKeeper(folder).catch((error) => {
      throw explained(error, folder);
    });
    const membership = socket && (await becomeMember(socket, log));
    if (membership) {
      keeper?.release();
      return { membership, keeper };
    }
    if (!socket) {
      if (keeper?.failure && (keeper.failure.setup || ++failures > 2)) throw asError(keeper.failure);
      if (!keeper || keeper.ended) keeper = spawnKeeper(folder);
    }
    await sleep(10);
  }
  throw new SetupError(`No keeper of the built-in database came up in ${folder}. Is the machine overloaded?`);
}
