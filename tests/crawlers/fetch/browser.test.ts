import { execFileSync } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { expect, it } from 'vitest';
import { openBrowser, type RenderOptions } from '../../../crawlers/fetch/browser.ts';
import { RetryLaterError } from '../../../pipeline/errors.ts';
import { serve, thrownBy } from '../loopback-server.ts';
import { describeWithBrowser } from './with-browser.ts';

const userAgent = 'sevenllm-test/1.0 (+https://example.org/bot)';
const to = (address: string, more: Partial<RenderOptions> = {}): RenderOptions => ({
  userAgent,
  connectTo: { 'news.example': address },
  timeoutMs: 20_000,
  ...more,
});
const html =
  (pages: Record<string, string>): RequestListener =>
  (request, response) => {
    const body = pages[request.url!];
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': request.url!.endsWith('.js') ? 'text/javascript' : 'text/html',
    });
    response.end(body);
  };
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describeWithBrowser('the browser', (renderer) => {
  it('renders what scripts and their data draw, and asks for nothing else', async () => {
    const { address, asked } = await serve((request, response) => {
      if (request.url === '/data') {
        const { accept, cookie } = request.headers;
        const agent = request.headers['user-agent'];
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ accept, agent, cookie }));
      } else
        html({
          '/': `<html><head><link rel="stylesheet" href="/style.css"><script src="/app.js" defer></script>
            <script src="https://www.google-analytics.com/analytics.js"></script></head>
            <body><img src="/i.png"><video src="/v.mp4"></video><iframe src="/frame"></iframe><main></main></body></html>`,
          '/app.js': `document.cookie = 'a=b'; fetch('/data').then((r) => r.json()).then((data) => {
            document.querySelector('main').innerHTML = '<p id="done">漏洞 ' + data.agent + ' ' + data.cookie + '</p>'; });`,
        })(request, response);
    });
    const page = await (await renderer()).render('http://news.example/', to(address, { waitFor: '#done' }));
    expect(page.html).toContain(`<p id="done">漏洞 ${userAgent} undefined</p>`);
    expect(page).toMatchObject({ finalUrl: 'http://news.example/', fetched: { status: 200 } });
    expect([...asked].sort()).toEqual(['/', '/app.js', '/data']);
  });

  it('loads no pictures, media, fonts, frames, styles and trackers, and counts them', async () => {
    const { address, asked } = await serve(
      html({
        '/': `<html><head><link rel="stylesheet" href="/s.css"><script src="https://www.google-analytics.com/a.js"></script>
          <script src="https://stats.doubleclick.net/b.js"></script>
          <style>@font-face { font-family: f; src: url(/f.woff2) } p { font-family: f }</style></head>
          <body><p>text</p><img src="/1.png"><img src="/2.png"><video src="/v.mp4"></video><iframe src="/frame"></iframe>
          <script>new WebSocket('ws://news.example/'); fetch('http://127.0.0.1:1/').catch(() => {});
          fetch('/post', { method: 'POST' }).catch(() => {}); document.querySelector('p').id = 'done';</script></body></html>`,
      }),
    );
    const page = await (await renderer()).render('http://news.example/', to(address));
    // What is refused may be asked for twice, ahead of the parser and by it.
    expect(Object.keys(page.withheld).sort()).toEqual([
      ...['fetch', 'font', 'frame', 'image', 'media', 'private-address', 'stylesheet', 'tracker', 'websocket'],
    ]);
    expect(page.withheld.image).toBeGreaterThanOrEqual(2);
    expect(asked).toEqual(['/']);
  });

  it('gives every page a context of its own', async () => {
    const { address } = await serve(
      html({
        '/': `<p></p><script>
          document.querySelector('p').textContent = JSON.stringify([document.cookie, localStorage.length, name]);
          document.cookie = 'a=b'; localStorage.setItem('a', 'b'); name = 'c';</script>`,
      }),
    );
    for (const visit of [1, 2])
      expect((await (await renderer()).render('http://news.example/', to(address))).html, `visit ${visit}`).toContain(
        '<p>["",0,""]</p>',
      );
  });

  it.each([
    ['a refresh to a private address', '<meta http-equiv=refresh content="0;url=http://127.0.0.1:1/">'],
    ['a script to a private address', '<script>location.href = "http://127.0.0.1:1/"</script>'],
    ['a file', '<script>location.href = "file:///etc/passwd"</script>'],
    ['a data: document', '<script>location.href = "data:text/html,other"</script>'],
    ['another scheme', '<script>location.href = "gopher://127.0.0.1:1/"</script>'],
    ['a question whether to leave', '<script>onbeforeunload = (event) => event.preventDefault()</script>'],
  ])('stays with the page where it leads to %s', async (_, leading) => {
    const { address } = await serve(html({ '/': `<p>text</p>${leading}` }));
    const page = await (await renderer()).render('http://news.example/', to(address));
    expect(page).toMatchObject({ html: expect.stringContaining('<p>text</p>'), finalUrl: 'http://news.example/' });
  });

  it('names the address of the site where a script goes on to a document without one', async () => {
    const script = `if (location.protocol === 'http:') location.href = URL.createObjectURL(new Blob(['<i>blob</i>'], { type: 'text/html' }))`;
    const { address } = await serve(html({ '/': `<p>text</p><script>${script}</script>` }));
    expect((await (await renderer()).render('http://news.example/', to(address))).finalUrl).toBe(
      'http://news.example/',
    );
  });

  it('resolves links of a redirected page against where it led, and decodes GBK', async () => {
    const { address } = await serve((request, response) => {
      if (request.url === '/a') response.writeHead(301, { location: '/b/c' }).end();
      else
        response.end(
          Buffer.concat([
            Buffer.from('<meta charset=gbk><p>'),
            Buffer.from('c2a9b6b4', 'hex'),
            Buffer.from("</p><script>document.write('<i>'+new URL('d',document.baseURI)+'</i>')</script>"),
          ]),
        );
    });
    const page = await (await renderer()).render('http://news.example/a', to(address));
    expect(page.finalUrl).toBe('http://news.example/b/c');
    expect(page.html).toContain('<p>漏洞</p>');
    expect(page.html).toContain('<i>http://news.example/b/d</i>');
  });

  it('fails as a plain fetch does where the page is not there', async () => {
    const { address } = await serve(html({}));
    await expect((await renderer()).render('http://news.example/', to(address))).rejects.toMatchObject({
      reason: 'not-found',
    });
    await expect((await renderer()).render(`http://${address}/`, { userAgent })).rejects.toMatchObject({
      reason: 'private-address',
    });
  });

  it('follows a script to another page of the site, but not in circles', async () => {
    const { address, asked } = await serve(
      html({
        '/': '<script>location.href = "/real"</script>',
        '/real': '<p>real</p>',
        '/loop': '<script>location.reload()</script>',
      }),
    );
    expect((await (await renderer()).render('http://news.example/', to(address, { waitFor: 'p' }))).html).toContain(
      '<p>real</p>',
    );
    const loop = (await renderer()).render('http://news.example/loop', to(address));
    await expect(loop).rejects.toMatchObject({ reason: 'too-many-redirects' });
    expect(asked.filter((path) => path === '/loop').length).toBeLessThan(8);
  });

  it('closes windows, refuses downloads, dismisses dialogs, and still reads the page', async () => {
    const { address, asked } = await serve((request, response) => {
      if (request.url === '/file')
        response.writeHead(200, { 'content-disposition': 'attachment', 'content-type': 'application/zip' }).end('PK');
      else
        html({
          '/': `<p>text</p><a id="file" href="/file" download>get</a><script>
            for (let i = 0; i < 5; i++) window.open('/popup' + i); document.querySelector('#file').click();
            alert('hello'); document.querySelector('p').id = 'after';</script>`,
        })(request, response);
    });
    const page = await (await renderer()).render('http://news.example/', to(address, { waitFor: '#after' }));
    expect(page.html).toContain('<p id="after">text</p>');
    expect(page.withheld.window).toBe(5);
    expect(asked.filter((path) => path.startsWith('/popup'))).toEqual([]);
    expect(asked.filter((path) => path === '/file').length).toBeLessThanOrEqual(1);
  });

  it('gives a script that never ends its time and no more, and goes on with the next page', async () => {
    const { address } = await serve(html({ '/': '<p>x</p><script>for (;;);</script>', '/fine': '<p>fine</p>' }));
    const began = performance.now();
    const error = await thrownBy((await renderer()).render('http://news.example/', to(address, { timeoutMs: 1500 })));
    expect(error).toBeInstanceOf(RetryLaterError);
    expect(performance.now() - began).toBeLessThan(8000);
    expect((await (await renderer()).render('http://news.example/fine', to(address))).html).toContain('<p>fine</p>');
  });

  it('reads a page that never falls silent, and refuses one that grows without end', async () => {
    const { address } = await serve(
      html({
        '/busy': '<p>text</p><script>setInterval(() => fetch("/x" + Math.random()), 50)</script>',
        '/big': '<p></p><script>document.querySelector("p").title = "x".repeat(20_000_000)</script>',
      }),
    );
    expect((await (await renderer()).render('http://news.example/busy', to(address))).html).toContain('<p>text</p>');
    await expect((await renderer()).render('http://news.example/big', to(address))).rejects.toMatchObject({
      reason: 'too-large',
    });
  });

  it('stops when told to', async () => {
    const { address } = await serve(html({ '/': '<script>for (;;);</script>' }));
    const reason = new Error('stopped');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 500);
    expect(
      await thrownBy((await renderer()).render('http://news.example/', to(address, { signal: controller.signal }))),
    ).toBe(reason);
  });

  it('starts again after its process was killed, and leaves none when closed', async () => {
    const { address } = await serve(html({ '/': '<p>fine</p>' }));
    const own = (await openBrowser())!;
    await own.render('http://news.example/', to(address));
    const killed = own.pid!;
    process.kill(killed, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await own.render('http://news.example/', to(address))).html).toContain('fine');
    const pid = own.pid!;
    expect(pid).not.toBe(killed);
    await own.close();
    expect([isAlive(killed), isAlive(pid)]).toEqual([false, false]);
    if (process.platform === 'linux') {
      // Helpers of the browser belong to its process group.
      const groups = execFileSync('ps', ['-eo', 'pgid=,stat='])
        .toString()
        .split('\n')
        .filter((line) => !line.includes('Z'));
      expect(groups.filter((line) => [killed, pid].includes(Number.parseInt(line, 10)))).toEqual([]);
    }
  });
});
