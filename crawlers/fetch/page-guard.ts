import type { BrowserContext, Page, Route } from 'playwright';
import { decodeHtml } from './decode.ts';
import { FetchRefusedError } from './fetch-refused-error.ts';
import { type FetchedPage, type FetchOptions, guardedFetch } from './guarded-fetch.ts';
import { isTracker } from './trackers.ts';

const mostRequests = 200;
const mostBytes = 30 * 1024 * 1024;
const mostNavigations = 5;

// A page whose stylesheet fails may give up; one with an empty stylesheet does not, and text needs no style.
const emptyStylesheet = { status: 200, contentType: 'text/css', body: '' };

// Of what a page's script sends, only this goes out: an API behind a page may ask for it. Cookies never do.
const passedOn = ['accept', 'origin', 'referer'];

// A body is passed on decoded and whole, and nothing of it may turn into a download or a stored cookie.
const notPassedBack =
  /^(content-(encoding|length|disposition)|transfer-encoding|connection|keep-alive|set-cookie|alt-svc|link|refresh)$/;

export interface GuardedPage {
  page: Page;
  /** Rejects where the page's behaviour ends the visit: its scripts send the browser on without end. */
  refused: Promise<never>;
}

/**
 * Stands between a browser context and the network: every request of its pages is answered here, by `guardedFetch` or
 * by refusal, so that the address guard holds for scripts as well and the browser itself connects to nothing. Only GET
 * of documents (main frame), scripts and data is let through, in bounds of number and size; images, media, fonts,
 * frames, WebSockets, pop-ups and trackers are not.
 */
export async function guardContext(
  context: BrowserContext,
  first: FetchedPage,
  options: FetchOptions,
): Promise<GuardedPage> {
  let giveUp: (error: Error) => void;
  const refused = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const spent = { requests: 0, bytes: 0, navigations: 0 };
  let firstServed = false;

  const answer = async (route: Route): Promise<void> => {
    const request = route.request();
    const kind = request.resourceType();
    if (kind === 'stylesheet') return route.fulfill(emptyStylesheet);
    const document = kind === 'document' && request.isNavigationRequest() && request.frame().parentFrame() === null;
    if (request.method() !== 'GET' || !(document || ['script', 'xhr', 'fetch'].includes(kind)))
      return route.abort('aborted');
    if (document && !firstServed) {
      firstServed = true;
      return fulfillDocument(route, first);
    }
    if (document && ++spent.navigations > mostNavigations) {
      giveUp(
        new FetchRefusedError('too-many-redirects', `${first.url} leads its browser on over ${mostNavigations} times`),
      );
      return route.abort('aborted');
    }
    const url = request.url();
    if (++spent.requests > mostRequests || spent.bytes > mostBytes || isTracker(new URL(url).hostname))
      return route.abort('aborted');
    const headers = Object.fromEntries(Object.entries(request.headers()).filter(([name]) => passedOn.includes(name)));
    const { userAgent, signal, connectTo, limits } = options;
    const accept = document ? 'page' : 'any';
    const page = await guardedFetch(url, { userAgent, signal, connectTo, limits, accept, headers });
    spent.bytes += page.body.length;
    return document ? fulfillDocument(route, page) : fulfill(route, page, page.body);
  };

  // A failed subresource is the page's own affair; and a route may outlive its page.
  await context.route('**/*', (route) => answer(route).catch(() => route.abort('failed').catch(() => {})));
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  // WebRTC and WebTransport go over UDP, past any interception.
  await context.addInitScript(() => {
    for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport', 'SharedWorker'])
      Reflect.deleteProperty(globalThis, name);
  });
  const page = await context.newPage();
  context.on('page', (popup) => popup.close().catch(() => {}));
  return { page, refused };
}

function fulfillDocument(route: Route, page: FetchedPage): Promise<void> {
  const { text } = decodeHtml(page.body, page.contentType);
  const type = page.contentType?.split(';', 1)[0]?.trim() || 'text/html';
  return fulfill(route, { ...page, contentType: `${type}; charset=utf-8` }, text);
}

function fulfill(route: Route, page: FetchedPage, body: string | Buffer): Promise<void> {
  const headers = Object.fromEntries(Object.entries(page.headers).filter(([name]) => !notPassedBack.test(name)));
  if (page.contentType) headers['content-type'] = page.contentType;
  return route.fulfill({ status: page.status, headers, body });
}
