import type { Page } from 'playwright';
import { FetchRefusedError } from './fetch-refused-error.ts';

const mostCharacters = 10 * 1024 * 1024;

/**
 * The document as it stands, read in a world of its own, where the page's scripts cannot have replaced what is called;
 * a document over 10 million characters never leaves the browser (FetchRefusedError `too-large`).
 */
export async function renderedHtml(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const world = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const expression = `(() => {
    const html = document.documentElement?.outerHTML ?? '';
    return html.length > ${mostCharacters} ? null : html;
  })()`;
  const answer = await session.send('Runtime.evaluate', {
    contextId: world.executionContextId,
    expression,
    returnByValue: true,
  });
  const html: unknown = answer.result.value;
  if (typeof html !== 'string') throw new FetchRefusedError('too-large', `${page.url()} renders to over 10 MB of HTML`);
  return `<!DOCTYPE html>${html}`.replaceAll('\0', '').toWellFormed();
}
