import type { Browser, BrowserContext, Page } from 'playwright';
import { messageOf, RetryLaterError, SetupError } from '../../pipeline/errors.ts';
import { defaultFetchLimits } from './fetch-limits.ts';
import { FetchRefusedError } from './fetch-refused-error.ts';
import { findChromium } from './find-chromium.ts';
import { type FetchedPage, type FetchOptions, guardedFetch } from './guarded-fetch.ts';
import { guardContext, type Withheld } from './page-guard.ts';
import { renderedHtml } from './rendered-html.ts';

export { findChromium } from './find-chromium.ts';

export interface RenderOptions extends FetchOptions {
  /** The page as it came over HTTP, where it was fetched already. */
  fetched?: FetchedPage | undefined;
  /** A CSS selector to wait for; where it does not come, what is there is taken. Default: a quiet network. */
  waitFor?: string | undefined;
  /** Milliseconds for everything, by default those of a plain fetch (`limits.totalMs`). */
  timeoutMs?: number | undefined;
}

export interface RenderedPage {
  /** The document after its scripts ran. */
  html: string;
  finalUrl: string;
  /** The page as it came over HTTP, before any script. */
  fetched: FetchedPage;
  /** What the page asked for and did not get (images, media, fonts, trackers, frames, private addresses): how many of each. */
  withheld: Withheld;
}

export interface PageRenderer {
  /** The browser's process, null while there is none. */
  readonly pid: number | null;
  /**
   * Renders one page in a context of its own. Throws as `guardedFetch` does, and RetryLaterError where the page is not
   * done in time (its script never ends) or brings the browser down; the browser is replaced then if it must be.
   */
  render(url: string, options: RenderOptions): Promise<RenderedPage>;
  /** Ends the browser; no process is left. */
  close(): Promise<void>;
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=WebTransport,DialMediaRouteProvider,OptimizationHints',
  '--js-flags=--max-old-space-size=512',
  // The older and the newer name of one switch: no UDP but through a proxy.
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  // Whatever is not intercepted finds no name to resolve and a proxy that leads nowhere, loopback not excepted.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://nowhere.invalid:1',
  '--proxy-bypass-list=<-loopback>',
];

const quietMs = 5000;
const closeMs = 3000;

/** Opens the browser for pages that need one; null where no Chromium is found. Throws SetupError where it won't start. */
export async function openBrowser(): Promise<PageRenderer | null> {
  const executablePath = findChromium();
  if (!executablePath) return null;
  const renderer = new ChromiumRenderer(executablePath);
  await renderer.start();
  return renderer;
}

interface Running {
  browser: Browser;
  pid: number;
}
interface Opened {
  running: Running;
  context: BrowserContext;
}

class ChromiumRenderer implements PageRenderer {
  readonly #executablePath: string;
  #running: Promise<Running> | null = null;
  #pid: number | null = null;

  constructor(executablePath: string) {
    this.#executablePath = executablePath;
  }

  get pid(): number | null {
    return this.#pid;
  }

  async start(): Promise<Running> {
    this.#running ??= launch(this.#executablePath);
    const running = this.#running;
    try {
      const { browser, pid } = await running;
      if (browser.isConnected()) {
        this.#pid = pid;
        return { browser, pid };
      }
    } catch (error) {
      if (this.#running === running) this.#running = null;
      throw error;
    }
    if (this.#running === running) this.#running = null;
    return this.start();
  }

  async render(url: string, options: RenderOptions): Promise<RenderedPage> {
    const timeoutMs = options.timeoutMs ?? options.limits?.totalMs ?? defaultFetchLimits.totalMs;
    const controller = new AbortController();
    const stop = () => controller.abort(options.signal?.reason);
    const tooSlow = () => controller.abort(new RetryLaterError(`${url} did not render within ${timeoutMs} ms`));
    const timer = setTimeout(tooSlow, timeoutMs);
    options.signal?.addEventListener('abort', stop, { once: true });
    if (options.signal?.aborted) stop();
    const { signal } = controller;
    let opening: Promise<Opened> | undefined;
    const attempt = async () => {
      const asked = { ...options, signal, etag: null, lastModified: null, accept: 'page' } as const;
      const fetched = options.fetched ?? (await guardedFetch(url, asked));
      opening = this.#open(options.userAgent);
      const { context } = await opening;
      return load(context, fetched, { ...options, signal }, timeoutMs);
    };
    try {
      return await untilAborted(attempt(), signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof RetryLaterError || error instanceof FetchRefusedError || error instanceof SetupError)
        throw error;
      throw new RetryLaterError(`${url} did not render: ${firstLine(messageOf(error))}`, { cause: error });
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', stop);
      controller.abort();
      if (opening) await this.#discard(opening);
    }
  }

  async close(): Promise<void> {
    const running = await this.#running?.catch(() => null);
    this.#forget();
    if (running && !(await within(closeMs, running.browser.close()))) kill(running.pid);
  }

  async #open(userAgent: string): Promise<Opened> {
    const running = await this.start();
    const context = await running.browser.newContext({ userAgent, serviceWorkers: 'block', acceptDownloads: false });
    return { running, context };
  }

  async #discard(opening: Promise<Opened>): Promise<void> {
    const closed = opening.then(({ context }) => context.close());
    if (await within(closeMs, closed)) return;
    // It does not even close a page any more.
    const running = await this.#running?.catch(() => null);
    if (!running) return;
    kill(running.pid);
    if (this.#pid === running.pid) this.#forget();
  }

  #forget(): void {
    this.#running = null;
    this.#pid = null;
  }
}

async function launch(executablePath: string): Promise<Running> {
  const { chromium } = await import('playwright');
  // Ctrl-C is the runner's to handle: Playwright's own handlers would end the process before work is settled.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const browser = await chromium.launch({ executablePath, headless: true, args: flags, ...signals }).catch((error) => {
    const why = firstLine(messageOf(error));
    throw new SetupError(`The browser ${executablePath} does not start (${why}). Set CHROMIUM_PATH to one that does.`);
  });
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return { browser, pid: processInfo.find(({ type }) => type === 'browser')!.id };
}

async function load(
  context: BrowserContext,
  fetched: FetchedPage,
  options: RenderOptions,
  timeoutMs: number,
): Promise<RenderedPage> {
  const { page, refused, withheld } = await guardContext(context, fetched, options);
  const crashed = new Promise<never>((_, reject) => page.on('crash', () => reject(new Error('its process crashed'))));
  const shown = await Promise.race([crashed, refused, settle(page, fetched, options, timeoutMs)]);
  return { ...shown, fetched, withheld: { ...withheld } };
}

async function settle(
  page: Page,
  fetched: FetchedPage,
  options: RenderOptions,
  timeout: number,
): Promise<Pick<RenderedPage, 'html' | 'finalUrl'>> {
  await page.goto(fetched.finalUrl, { waitUntil: 'commit', timeout });
  // Asked of the page itself: one whose script leads on to what is refused stays, and is not reported as parsed. Enough of
  // the time must be left to read a page that never falls silent.
  const isParsed = () => document.readyState !== 'loading';
  await page.waitForFunction(isParsed, undefined, { timeout: timeout / 2 }).catch(() => {});
  const patience = { timeout: Math.min(quietMs, timeout / 4) };
  const ready = options.waitFor
    ? page.waitForSelector(options.waitFor, { state: 'attached', ...patience })
    : page.waitForLoadState('networkidle', patience);
  await ready.catch(() => {});
  const at = page.url();
  // A script may leave the page for about:, blob: or data:, which are no addresses of a site.
  return { html: await renderedHtml(page), finalUrl: /^https?:/.test(at) ? at : fetched.finalUrl };
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  work.catch(() => {});
  signal.throwIfAborted();
  return Promise.race([aborted, work]);
}

/** Whether the work ended, well or not, in time. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const done = work.then(
    () => true,
    () => true,
  );
  return Promise.race([late, done]).finally(() => clearTimeout(timer));
}

/** Kills the browser with its helpers: Playwright starts it as the leader of a process group of its own. */
function kill(pid: number): void {
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}

const firstLine = (text: string) => text.split('\n', 1)[0]!;
