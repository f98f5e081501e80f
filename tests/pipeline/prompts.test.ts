import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../pipeline/package-root.ts';
import { promptVersions } from '../../pipeline/prompts/index.ts';
import { loadPrompt } from '../../pipeline/prompts/prompt.ts';

describe('prompts', () => {
  it('are pinned: a text that changes needs a new version, and the lock says so', () => {
    const lock = JSON.parse(readFileSync(join(packageRoot, 'prompts', 'prompts.lock.json'), 'utf8')) as unknown;
    expect(promptVersions, 'raise the version in the head of the changed prompt, then `npm run prompts:lock`').toEqual(
      lock,
    );
  });

  it('fail at load where a variable is missing or unknown', () => {
    expect(() => loadPrompt('en/repair', ['problem'])).toThrow(/its caller gives \{problem\}/);
    expect(() => loadPrompt('en/repair', ['problem', 'answer', 'more'])).toThrow(TypeError);
  });

  it('fill every placeholder once, whatever the values look like', () => {
    const repair = loadPrompt('en/repair', ['problem', 'answer']);
    const text = repair.render({ problem: 'it says {{answer}} and $&', answer: '"x"' });
    expect(text).toContain('it says {{answer}} and $&');
    expect(text).toContain('"x"');
  });
});
