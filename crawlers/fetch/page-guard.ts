import type { BrowserContext, Page, Request, Route } from 'playwright';
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
  /** What was not let through so far, by kind. */
  withheld: Withheld;
}

/** Requests not let through, by the browser's name of their kind, or `tracker`, `window`, `private-address` and the like. */
export type Withheld = Record<string, number>;

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
  const withheld: Withheld = {};
  const withhold = (kind: string) => {
    withheld[kind] = (withheld[kind] ?? 0) + 1;
  };
  let firstServed = false;
  const page = await context.newPage();

  const answer = async (route: Route): Promise<void> => {
    const request = route.request();
    const kind = request.resourceType();
    const refuse = (as: string) => {
      withhold(as);
      return route.abort('aborted');
    };
    if (kind === 'stylesheet') {
      withhold(kind);
      return route.fulfill(emptyStylesheet);
    }
    if (request.isNavigationRequest() && !isOf(page, request)) return refuse('window');
    const document = kind === 'document' && request.isNavigationRequest() && request.frame().parentFrame() === null;
    if (kind === 'document' && !document) return refuse('frame');
    if (request.method() !== 'GET' || !(document || ['script', 'xhr', 'fetch'].includes(kind))) return refuse(kind);
    if (document && !firstServed) {
      firstServed = true;
      return fulfillDocument(route, first);
    }
    if (document && ++spent.navigations > mostNavigations) {
      giveUp(
        new FetchRefusedError('too-many-redirects', `${first.url} leads its browser on over ${mostNavigations} times`),
      );
      return refuse('navigation');
    }
    const url = request.url();
    if (isTracker(new URL(url).hostname)) return refuse('tracker');
    if (++spent.requests > mostRequests || spent.bytes > mostBytes) return refuse('beyond-limit');
    const headers = Object.fromEntries(Object.entries(request.headers()).filter(([name]) => passedOn.includes(name)));
    const { userAgent, signal, connectTo, privateHosts, limits } = options;
    const accept = document ? 'page' : 'any';
    const guarded = { userAgent, signal, connectTo, privateHosts, limits, accept, headers } as const;
    const fetched = await guardedFetch(url, guarded);
    spent.bytes += fetched.body.length;
    return document ? fulfillDocument(route, fetched) : fulfill(route, fetched, fetched.body);
  };

  // A failed subresource is the page's own affair; and a route may outlive its page.
  await context.route('**/*', (route) =>
    answer(route).catch((error: unknown) => {
      if (error instanceof FetchRefusedError) withhold(error.reason);
      const leads = route.request().isNavigationRequest();
      // A navigation that failed would show an error page in place of the article, one that was aborted leaves it there.
      return route.abort(leads ? 'aborted' : 'failed').catch(() => {});
    }),
  );
  await context.routeWebSocket(/.*/, (socket) => {
    withhold('websocket');
    return socket.close();
  });
  // WebRTC and WebTransport go over UDP, past any interception.
  await context.addInitScript(() => {
    for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport', 'SharedWorker'])
      Reflect.deleteProperty(globalThis, name);
  });
  context.on('page', (popup) => {
    withhold('window');
    popup.close().catch(() => {});
  });
  return { page, refused, withheld };
}

/** Whether a request to navigate comes of this page; a window that it opens may ask before there is a frame to name. */
function isOf(page: Page, request: Request): boolean {
  try {
    return request.frame().page() === page;
  } catch {
    return false;
  }
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
