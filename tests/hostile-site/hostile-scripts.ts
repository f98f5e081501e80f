import { type HostilePage, html } from './hostile-page.ts';
import { type ReportName, reports } from './reports.ts';

/** A page whose article only a script draws, after it did something else. */
function drawn(name: ReportName, before: string, head = ''): HostilePage['answer'] {
  const [title, ...paragraphs] = reports[name];
  const article = `<h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}`;
  return html(
    `<!doctype html><html><head><title>${title}</title>${head}</head><body><article></article><script>
      const draw = (more = '') => { document.querySelector('article').innerHTML = ${JSON.stringify(article)} + more; };
      ${before}
      draw();
    </script></body></html>`,
  );
}

/** Pages that are only there for browsers, and are not good to them. */
export function scriptPages(secretPort: number, secret: string): HostilePage[] {
  const addresses = ['127.0.0.1', 'localhost', '2130706433', '[::1]', '[::ffff:7f00:1]'].map(
    (host) => `http://${host}:${secretPort}/secret`,
  );
  const pages: [string, ReportName, string, string?][] = [
    ['drawn', 'industrial', ''],
    ['alerts', 'browser', 'for (let i = 0; i < 20; i++) { alert(i); confirm(i); prompt(i); }'],
    [
      'windows-and-downloads',
      'espionage',
      `for (let i = 0; i < 20; i++) window.open('/popup-' + i);
       for (let i = 0; i < 20; i++) Object.assign(document.createElement('a'), { href: '/file-' + i, download: 'x.exe' }).click();
       addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'stay'; });`,
    ],
    [
      'secret-thief',
      'ransom',
      `for (const url of ${JSON.stringify(addresses)}) {
         fetch(url).then((answer) => answer.text()).then((text) => draw('<p>' + text + '</p>')).catch(() => {});
         fetch(url, { mode: 'no-cors', keepalive: true }).catch(() => {});
         new WebSocket(url.replace('http', 'ws'));
         new EventSource(url);
         navigator.sendBeacon(url, 'x');
         new Image().src = url;
         for (const rel of ['prefetch', 'preconnect', 'dns-prefetch', 'prerender', 'stylesheet'])
           document.head.append(Object.assign(document.createElement('link'), { rel, href: url }));
         const rules = document.createElement('script');
         rules.type = 'speculationrules';
         rules.textContent = JSON.stringify({ prefetch: [{ urls: [url] }], prerender: [{ urls: [url] }] });
         document.head.append(rules);
       }
       for (const src of ['file:///etc/passwd', ...${JSON.stringify(addresses)}])
         document.body.append(Object.assign(document.createElement('iframe'), { src }));`,
    ],
    ['refresh-in-browser', 'sandbox', '', `<meta http-equiv="refresh" content="0;url=${addresses[0]}">`],
  ];
  return [
    ...pages.map(
      ([path, name, before, head]): HostilePage => ({
        path: `/article/script-${path}`,
        becomes: 'document',
        holds: reports[name][2]!,
        hides: secret,
        answer: drawn(name, before, head),
      }),
    ),
    {
      path: '/article/script-without-end',
      becomes: 'failed',
      answer: html('<html><body><article></article><script>for (;;);</script></body></html>'),
    },
    {
      path: '/article/script-that-runs-on',
      becomes: 'too-many-redirects',
      answer: html(
        '<html><body><script>location.href = location.pathname + "?" + Math.random()</script></body></html>',
      ),
    },
    {
      path: '/article/script-that-grows',
      becomes: 'too-large',
      answer: html(
        '<html><body><p></p><script>document.querySelector("p").title = "x".repeat(20_000_000)</script></body></html>',
      ),
    },
  ];
}
