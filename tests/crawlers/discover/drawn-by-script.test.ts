import { describe, expect, it } from 'vitest';
import { isDrawnByScript } from '../../../crawlers/discover/drawn-by-script.ts';

const script = '<script src="app.js"></script>';
const prose = `<p>${'The attackers came in through the update server. '.repeat(12)}</p>`;

describe('isDrawnByScript', () => {
  it('is so where a page has scripts and no text of its own', () => {
    expect(
      isDrawnByScript(`<html><head><title>x</title>${script}</head><body><div id="app"></div></body></html>`),
    ).toBe(true);
    expect(
      isDrawnByScript(`<body><nav>${prose}</nav><div id=app></div><footer>${prose}</footer>${script}</body>`),
    ).toBe(true);
  });

  it('is not so where there is an article, or no script', () => {
    expect(isDrawnByScript(`<body>${script}<article>${prose}</article></body>`)).toBe(false);
    expect(isDrawnByScript('<body><div id="app"></div></body>')).toBe(false);
    expect(isDrawnByScript(`<body><nav>${script}${prose}</body>`)).toBe(false);
  });

  it('takes linear time on what is written to be slow', () => {
    const units = ['<', '<nav>', '<script>', '‹', ' <a', '</', '< script'];
    const began = performance.now();
    for (const unit of units) isDrawnByScript(script + unit.repeat(Math.floor(2_000_000 / unit.length)));
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
