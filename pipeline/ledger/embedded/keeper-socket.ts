import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/*
 * The keeper's socket is also its lock: the kernel frees it however the process ends. A socket file that refuses
 * connections is a dead keeper's, and a successor takes the next number instead of deleting it, because two successors
 * that both delete and bind could each end up believing they are alone.
 */
const fileName = /^keeper-(\d+)\.sock$/;

function names(folder: string): string[] {
  if (process.platform === 'win32') return [pipeOf(folder)];
  return readdirSync(folder).filter((name) => fileName.test(name));
}

function nextName(folder: string, taken: string[]): string {
  if (process.platform === 'win32') return pipeOf(folder);
  const highest = Math.max(0, ...taken.map((name) => Number(fileName.exec(name)?.[1])));
  return `keeper-${highest + 1}.sock`;
}

const pipeOf = (folder: string) =>
  `\\\\.\\pipe\\sevenllm-${createHash('sha256').update(realpathSync(folder).toLowerCase()).digest('hex').slice(0, 24)}`;

/** Connects to the keeper of this folder; null where none lives. */
export async function connectToKeeper(folder: string, except?: string): Promise<net.Socket | null> {
  for (const name of names(folder)) {
    const socket = name === except ? null : await connect(folder, name);
    if (socket) return socket;
  }
  return null;
}

/**
 * Makes this process the one keeper of the folder; null where another lives or claims it at the same moment.
 * `onConnection` is called from the first moment others can see the socket.
 */
export async function claimKeeper(
  folder: string,
  onConnection: (socket: net.Socket) => void,
): Promise<{ release(): void } | null> {
  if (await isKept(folder)) return null;
  const name = nextName(folder, names(folder));
  const server = net.createServer({ allowHalfOpen: true }, onConnection);
  if (!(await listen(server, folder, name))) return null;
  // Looked at again now that others see us: of two that claim at once, at least one sees the other here and gives way.
  if (await isKept(folder, name)) {
    server.close();
    await sleep(Math.random() * 50);
    return null;
  }
  if (process.platform !== 'win32')
    for (const dead of names(folder)) if (dead !== name) rmSync(join(folder, dead), { force: true });
  return { release: () => server.close() };
}

async function isKept(folder: string, except?: string): Promise<boolean> {
  const socket = await connectToKeeper(folder, except);
  socket?.destroy();
  return socket !== null;
}

function listen(server: net.Server, folder: string, name: string): Promise<boolean> {
  const address = shortAddress(folder, name);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      address.dispose();
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(address.path, () => {
      address.dispose();
      resolve(true);
    });
  });
}

const nobodyThere = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'ENOTSOCK']);

function connect(folder: string, name: string): Promise<net.Socket | null> {
  const address = shortAddress(folder, name);
  return new Promise((resolve, reject) => {
    const socket = net.connect(address.path);
    const fail = (error: NodeJS.ErrnoException) => {
      address.dispose();
      if (nobodyThere.has(error.code ?? '')) resolve(null);
      else reject(error);
    };
    socket.once('error', fail);
    socket.once('connect', () => {
      address.dispose();
      socket.off('error', fail);
      // A keeper that dies is reported by 'close'; the error before it says nothing more.
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}

// The kernel takes about a hundred bytes of socket path, and project folders may be deeper than that.
function shortAddress(folder: string, name: string): { path: string; dispose(): void } {
  const nothing = () => {};
  if (process.platform === 'win32') return { path: name, dispose: nothing };
  const full = join(folder, name);
  if (Buffer.byteLength(full) <= 100) return { path: full, dispose: nothing };
  const fromHere = relative(process.cwd(), full);
  if (Buffer.byteLength(fromHere) <= 100) return { path: fromHere, dispose: nothing };
  const bridge = mkdtempSync(join(tmpdir(), 'sevenllm-'));
  symlinkSync(folder, join(bridge, 'f'));
  return { path: join(bridge, 'f', name), dispose: () => rmSync(bridge, { recursive: true, force: true }) };
}
