import { createSocket } from 'node:dgram';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { serve } from '../loopback-server.ts';
import { describeWithBrowser } from './with-browser.ts';

/** Ports on loopback, TCP and UDP, that nobody may reach. */
async function forbiddenPorts(): Promise<{ tcp: number; udp: number; reached: string[] }> {
  const reached: string[] = [];
  const server = createServer((socket) => {
    reached.push('tcp');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = createSocket('udp4', () => {}).on('message', () => reached.push('udp'));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    socket.close();
  });
  return { tcp: (server.address() as AddressInfo).port, udp: socket.address().port, reached };
}

// Every way for a page to reach the network that we know of, from the page and from workers of it.
const attempts = (host: string, tcp: number, udp: number) => `
  const tried = [];
  const attempt = (name, run) => { try { const r = run(); tried.push(name); r?.catch?.(() => {}); } catch { tried.push(name + '!'); } };
  const http = 'http://${host}:${tcp}/';
  attempt('fetch', () => fetch(http, { mode: 'no-cors' }));
  attempt('post', () => fetch(http, { method: 'POST', body: 'x', mode: 'no-cors' }));
  attempt('keepalive', () => fetch(http, { keepalive: true, mode: 'no-cors' }));
  attempt('websocket', () => new WebSocket('ws://${host}:${tcp}/'));
  attempt('events', () => new EventSource(http));
  attempt('import', () => import(http));
  attempt('import scripts', () => importScripts(http));
  attempt('websocket stream', () => new WebSocketStream('ws://${host}:${tcp}/').opened);
  attempt('webtransport', () => new WebTransport('https://${host}:${udp}/').ready);
  if (typeof document !== 'undefined') {
    attempt('later', () => fetchLater(http));
    attempt('worklet', () => new AudioContext().audioWorklet.addModule(http));
    attempt('font', () => new FontFace('x', 'url(' + http + ')').load());
    attempt('beacon', () => navigator.sendBeacon(http, 'x'));
    attempt('xhr', () => { const x = new XMLHttpRequest(); x.open('GET', http); x.send(); });
    attempt('image', () => { new Image().src = http; });
    for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'modulepreload', 'stylesheet', 'icon', 'manifest', 'prerender', 'next'])
      attempt(rel, () => document.head.append(Object.assign(document.createElement('link'), { rel, href: http, as: 'script' })));
    for (const tag of ['script', 'iframe', 'embed', 'audio', 'object'])
      attempt(tag, () => document.body.append(Object.assign(document.createElement(tag), tag === 'object' ? { data: http } : { src: http })));
    attempt('style', () => {
      document.head.append(Object.assign(document.createElement('style'), { textContent:
        '@import "' + http + '"; @font-face { font-family: y; src: url(' + http + ') } body { font-family: y; background: url(' + http + ') }' }));
    });
    attempt('speculation', () => {
      for (const eagerness of ['immediate', 'moderate'])
        document.head.append(Object.assign(document.createElement('script'), { type: 'speculationrules', textContent:
          JSON.stringify({ prefetch: [{ urls: [http], eagerness }], prerender: [{ urls: [http], eagerness }] }) }));
    });
    attempt('ping', () => document.body.appendChild(Object.assign(document.createElement('a'), { href: '#x', ping: http })).click());
    attempt('refresh', () => document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '1;url=' + http })));
    const inner = '<script>fetch("' + http + '", { mode: "no-cors" }); new WebSocket("ws://${host}:${tcp}/"); location = "' + http + '"</' + 'script><img src="' + http + '">';
    for (const [name, frame] of Object.entries({
      'data frame': { src: 'data:text/html,' + encodeURIComponent(inner) },
      'source frame': { srcdoc: inner },
      'blob frame': { src: URL.createObjectURL(new Blob([inner], { type: 'text/html' })) },
    }))
      attempt(name, () => document.body.append(Object.assign(document.createElement('iframe'), frame)));
    attempt('blob worker', () => new Worker(URL.createObjectURL(new Blob(['fetch("' + http + '", { mode: "no-cors" }); importScripts("' + http + '")']))));
    attempt('blank frame', () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      frame.contentWindow.fetch(http, { mode: 'no-cors' }).catch(() => {});
      const Peer = frame.contentWindow.RTCPeerConnection;
      if (Peer) connect(Peer);
    });
    const connect = (Peer) => {
      const peer = new Peer({ iceServers: [{ urls: ['stun:${host}:${udp}', 'turn:${host}:${tcp}?transport=tcp'], username: 'a', credential: 'b' }] });
      peer.createDataChannel('x');
      return peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    };
    attempt('webrtc', () => connect(RTCPeerConnection));
    attempt('service worker', () => navigator.serviceWorker.register('/worker.js'));
    attempt('shared worker', () => new SharedWorker('/worker.js'));
    attempt('worker', () => new Worker('/worker.js'));
    attempt('form', () => { const f = Object.assign(document.createElement('form'), { action: http, method: 'post', target: '_blank' }); document.body.append(f); f.submit(); });
    attempt('window', () => window.open(http));
    setTimeout(() => { document.body.append(Object.assign(document.createElement('p'), { id: 'done', textContent: tried.join(' ') })); }, 2500);
  }
`;

describeWithBrowser('the browser and the network', (renderer) => {
  it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433'])(
    'reaches nothing at %s that a page tries',
    async (host) => {
      const { tcp, udp, reached } = await forbiddenPorts();
      const { address, asked } = await serve((request, response) => {
        const isScript = request.url === '/worker.js';
        response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
        response.end(
          isScript
            ? attempts(host, tcp, udp)
            : `<html><head></head><body><script>${attempts(host, tcp, udp)}</script></body></html>`,
        );
      });
      const options = { userAgent: 'sevenllm-test/1.0', connectTo: { 'news.example': address }, waitFor: '#done' };
      const page = await (await renderer()).render('http://news.example/', options);
      expect(/<p id="done">([^<]*)/.exec(page.html)?.[1]).toMatch(/^fetch post .*xhr.* data frame .* window/);
      expect(asked).toContain('/worker.js');
      expect(reached).toEqual([]);
    },
  );

  it('refuses a script what an address guard refuses, and says so to the script', async () => {
    const { address } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<p></p><script>
        const urls = ['http://169.254.169.254/latest/meta-data/', 'http://localhost:${address.split(':')[1]}/', 'http://${address}/', 'file:///etc/passwd'];
        Promise.allSettled(urls.map((url) => fetch(url, { mode: 'no-cors' }))).then((outcomes) => {
          document.querySelector('p').id = 'done';
          document.querySelector('p').textContent = outcomes.map((outcome) => outcome.status).join(' ');
        });</script>`);
    });
    const options = { userAgent: 'sevenllm-test/1.0', connectTo: { 'news.example': address }, waitFor: '#done' };
    const page = await (await renderer()).render('http://news.example/', options);
    expect(page.html).toContain('<p id="done">rejected rejected rejected rejected</p>');
  });
});
