import { afterAll, describe } from 'vitest';
import { findChromium, openBrowser, type PageRenderer } from '../../../crawlers/fetch/browser.ts';

/** A suite that needs a Chromium: skipped, and said so, where there is none; a failure there under CI=true. */
export function describeWithBrowser(name: string, suite: (renderer: () => Promise<PageRenderer>) => void): void {
  const found = findChromium();
  if (!found && process.env.CI === 'true')
    throw new Error(`${name}: no Chromium was found, and CI=true allows no skip`);
  if (!found) console.warn(`SKIPPED: ${name} needs a Chromium; install one or set CHROMIUM_PATH.`);
  describe.skipIf(!found)(name, () => {
    let opening: Promise<PageRenderer | null> | undefined;
    afterAll(async () => (await opening)?.close());
    suite(async () => {
      opening ??= openBrowser();
      return (await opening)!;
    });
  });
}
