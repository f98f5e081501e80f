import { describe, expect, it } from 'vitest';
import { TdmReservations } from '../../../crawlers/fetch/tdm-reservations.ts';
import { serve, thrownBy } from '../loopback-server.ts';

const userAgent = 'sevenllm-test/1.0';
const file = (rules: unknown) =>
  serve((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rules)));
const ask = (reservations: TdmReservations, address: string, path: string) =>
  reservations.reserved(`http://news.example${path}`, { userAgent, connectTo: { 'news.example': address } });

describe('TdmReservations', () => {
  it('lets the first matching rule decide, and reserves nothing that no rule names', async () => {
    const { address } = await file([
      { location: '/research/open/', 'tdm-reservation': 0 },
      { location: '/research/', 'tdm-reservation': 1, 'tdm-policy': 'https://news.example/policy.json' },
      { location: '/*/print$', 'tdm-reservation': 1 },
      { location: '/价格-%24', 'tdm-reservation': 1 },
    ]);
    const reservations = new TdmReservations();
    const paths = ['/research/1', '/research/open/1', '/Research/1', '/a/print', '/a/print/2', '/', '/价格-$/x'];
    const reserved = await Promise.all(paths.map((path) => ask(reservations, address, path)));
    expect(reserved).toEqual([true, false, false, true, false, false, true]);
  });

  it('asks a host once, for pages asked for at once and later', async () => {
    const { address, asked } = await file([{ location: '/', 'tdm-reservation': 1 }]);
    const reservations = new TdmReservations();
    const both = await Promise.all(['/a', '/b'].map((path) => ask(reservations, address, path)));
    expect([...both, await ask(reservations, address, '/c')]).toEqual([true, true, true]);
    expect(asked).toEqual(['/.well-known/tdmrep.json']);
  });

  it.each([
    ['a missing file', 404, ''],
    ['a server in trouble', 503, ''],
    ['HTML', 200, '<html>Not found</html>'],
    ['no list', 200, '{"location":"/","tdm-reservation":1}'],
    [
      'broken rules',
      200,
      '[null,1,"x",{"location":1,"tdm-reservation":1},{"location":"/"},{"location":"/","tdm-reservation":2}]',
    ],
    ['a file over a megabyte', 200, `[{"location":"/","tdm-reservation":1}]${' '.repeat(2 * 1024 * 1024)}`],
  ])('takes %s for no reservation', async (_, status, body) => {
    const { address } = await serve((_, response) => response.writeHead(status).end(body));
    expect(await ask(new TdmReservations(), address, '/a')).toBe(false);
  });

  it('takes a host that cannot be reached for one without reservation', async () => {
    expect(await ask(new TdmReservations(), '127.0.0.1:1', '/a')).toBe(false);
    expect(await new TdmReservations().reserved('http://127.0.0.1/', { userAgent })).toBe(false);
  });

  it('says so where its caller gives up, and asks again for the next', async () => {
    let patient = false;
    const { address } = await serve((_, response) => {
      if (patient) response.end('[{"location":"/","tdm-reservation":1}]');
    });
    const reservations = new TdmReservations();
    const connectTo = { 'news.example': address };
    const reason = new Error('stopped');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    const given = reservations.reserved('http://news.example/a', { userAgent, connectTo, signal: controller.signal });
    expect(await thrownBy(given)).toBe(reason);
    patient = true;
    expect(await ask(reservations, address, '/a')).toBe(true);
  });
});
