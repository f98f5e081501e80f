import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  allGone,
  buildCommand,
  Command,
  closedFolder,
  isRunning,
  keepersOf,
  postmasterOf,
  query,
  remove,
  until,
} from './embedded-commands.ts';

let file: string;
const project = closedFolder();
const folder = join(project, '.sevenllm');
const commands: Command[] = [];

function start(): Command {
  const command = new Command(file, folder);
  commands.push(command);
  return command;
}

/** Keeper and postmaster of the folder, of which there must be exactly one each. */
async function pair(): Promise<{ keeper: number; postmaster: number }> {
  const keeper = await until(() => keepersOf(folder).length === 1 && keepersOf(folder)[0]);
  return { keeper, postmaster: postmasterOf(folder)! };
}

beforeAll(() => {
  file = buildCommand();
});
afterEach(async () => {
  await Promise.all(commands.splice(0).map((command) => command.kill()));
  await until(() => keepersOf(folder).length === 0);
  expect(postmasterOf(folder)).toBeNull();
});
afterAll(() => {
  remove(dirname(file));
  remove(project);
});

describe('several commands in one project', () => {
  it('get one server, and leave nothing behind however they end', async () => {
    const five = [start(), start(), start(), start(), start()];
    const opened = await Promise.all(five.map((command) => command.opened()));
    expect(opened.map(({ error }) => error)).toEqual(Array(5).fill(undefined));
    expect(new Set(opened.map(({ url }) => url)).size).toBe(1);
    const { keeper, postmaster } = await pair();
    expect(isRunning(postmaster)).toBe(true);

    await five[0]!.tell('close');
    await five[1]!.tell('exit');
    await five[2]!.tell('throw');
    await five[3]!.kill();
    expect(await query(opened[4]!.url!, 'select 1 as one')).toEqual([{ one: 1 }]);
    await five[4]!.tell('close');
    expect([keeper, postmaster].filter(isRunning)).toEqual([]);
  });

  it('are counted right while some come as others go', async () => {
    for (let round = 0; round < 5; round++) {
      const leaving = start();
      const { url } = await leaving.opened();
      const arriving = start();
      await new Promise((resolve) => setTimeout(resolve, 25 * round));
      const [{ url: next, error }] = await Promise.all([arriving.opened(), leaving.tell('exit')]);
      expect(error).toBeUndefined();
      expect(await query(next!, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(next).toBe(url);
      await arriving.tell(round % 2 ? 'close' : 'exit');
    }
  });

  it('start and join quickly', async () => {
    const first = await start().opened();
    const second = await start().opened();
    expect(first.milliseconds).toBeLessThan(3000);
    expect(second.milliseconds).toBeLessThan(500);
  });
});

describe.each(['exit', 'throw', 'kill'] as const)('the only command ending by %s', (how) => {
  it('takes the server with it', async () => {
    const only = start();
    await only.opened();
    const { keeper, postmaster } = await pair();
    await (how === 'kill' ? only.kill() : only.tell(how));
    expect(await allGone([keeper, postmaster])).toBe(true);
  });
});

describe('what was committed', () => {
  it('survives a killed keeper, whose server a new keeper takes over under the same URL', async () => {
    const one = start();
    const { url } = await one.opened();
    await query(url!, 'create table kept (n int); insert into kept values (1)');
    const before = await pair();
    process.kill(before.keeper, 'SIGKILL');
    await allGone([before.keeper]);
    const after = await pair();
    const two = await start().opened();
    expect(two.url).toBe(url);
    expect(after.postmaster).toBe(before.postmaster);
    expect(await query(two.url!, 'select n from kept')).toEqual([{ n: 1 }]);
    await one.tell('close');
    await commands[1]!.tell('close');
    expect(isRunning(before.postmaster)).toBe(false);
  });

  it('survives a keeper and its only command killed at once; the next command takes over', async () => {
    const one = start();
    const { url } = await one.opened();
    await query(url!, 'insert into kept values (2)');
    const { keeper, postmaster } = await pair();
    one.child.kill('SIGSTOP');
    process.kill(keeper, 'SIGKILL');
    await one.kill();
    expect(isRunning(postmaster)).toBe(true);
    const two = start();
    const opened = await two.opened();
    expect(postmasterOf(folder)).toBe(postmaster);
    expect(await query(opened.url!, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }]);
    await two.tell('close');
    expect(isRunning(postmaster)).toBe(false);
  });

  it('survives a killed server, which comes back under the same URL', async () => {
    const one = start();
    const { url } = await one.opened();
    await query(url!, 'insert into kept values (3)');
    const { postmaster } = await pair();
    process.kill(postmaster, 'SIGKILL');
    await until(() => one.said.some(({ log }) => log?.includes('started again')));
    const two = start();
    const opened = await two.opened();
    expect(opened.url).toBe(url);
    expect(await query(url!, 'select count(*)::int as n from kept')).toEqual([{ n: 3 }]);
  });

  it('survives all three killed at once', async () => {
    const one = start();
    const { url } = await one.opened();
    await query(url!, 'insert into kept values (4)');
    const { keeper, postmaster } = await pair();
    one.child.kill('SIGSTOP');
    process.kill(keeper, 'SIGSTOP');
    for (const pid of [keeper, postmaster, one.child.pid!]) process.kill(pid, 'SIGKILL');
    await one.ended;
    const { url: next } = await start().opened();
    expect(await query(next!, 'select count(*)::int as n from kept')).toEqual([{ n: 4 }]);
  });
});
