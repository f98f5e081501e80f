import { once } from 'node:events';
import net from 'node:net';

/** A TCP port on the loopback that nothing listens on: the wished one if it is free, else any. */
export async function freePort(wish: number | null): Promise<number> {
  return (wish && (await tryPort(wish))) || (await tryPort(0))!;
}

async function tryPort(port: number): Promise<number | null> {
  const server = net.createServer();
  try {
    server.listen({ port, host: '127.0.0.1' });
    await once(server, 'listening');
  } catch (error) {
    if (port === 0) throw error;
    return null;
  }
  const { port: found } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return found;
}
