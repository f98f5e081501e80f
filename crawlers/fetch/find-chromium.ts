import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SetupError } from '../../pipeline/errors.ts';

/**
 * The Chromium, Chrome or Edge to drive: what `CHROMIUM_PATH` names, else Playwright's own download, else the system's;
 * null where there is none. Throws SetupError where `CHROMIUM_PATH` names a file that is not there.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  const chosen = environment.CHROMIUM_PATH;
  if (chosen && !existsSync(chosen))
    throw new SetupError(
      `CHROMIUM_PATH names ${chosen}, where there is no browser. Correct it, or unset it to search.`,
    );
  return (
    chosen || [playwrightChromium(), ...systemBrowsers(environment)].find((path) => path && existsSync(path)) || null
  );
}

function playwrightChromium(): string | undefined {
  try {
    const require = createRequire(import.meta.url);
    return (require('playwright') as typeof import('playwright')).chromium.executablePath();
  } catch {
    // Playwright throws on platforms it has no build for; the system's browser may still do.
    return undefined;
  }
}

function systemBrowsers(environment: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin')
    return ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'].map((app) =>
      join('/Applications', app),
    );
  if (process.platform === 'win32') {
    const roots = [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA];
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return programs.flatMap((program) => roots.flatMap((root) => (root ? [join(root, program)] : [])));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}
