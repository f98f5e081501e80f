import { describe, expect, it } from 'vitest';
import { groundAnswer } from '../../../pipeline/checks/grounded.ts';
import { checkShape } from '../../../pipeline/checks/shape.ts';
import type { UnderstandingTask } from '../../../task-pool/define-task.ts';
import { taskBySlug } from '../../../task-pool/index.ts';

const task = taskBySlug('vulnerability-information-extraction') as UnderstandingTask;
const input =
  'Log4Shell (CVE-2021-44228) affects Apache Log4j 2.0 to 2.14.1. Scans came from hxxp://evil[.]example. Upgrade to 2.15.0.';

function ground(vulnerabilities: Record<string, unknown>[]) {
  const shaped = checkShape(task, { vulnerabilities });
  if ('reason' in shaped) throw new Error(shaped.detail);
  return groundAnswer(task, shaped.answer, input);
}

describe('groundAnswer', () => {
  it('gives every leaf its place, and takes the text itself for the quote', () => {
    const grounded = ground([
      { id: 'cve-2021-44228', name: 'LOG4SHELL', products: ['Apache  Log4j'], fix: 'upgrade to 2.15.0' },
    ]);
    if ('reason' in grounded) throw new Error(grounded.detail);
    expect(grounded.answer).toMatchObject({
      vulnerabilities: [
        { id: 'CVE-2021-44228', name: 'Log4Shell', products: ['Apache Log4j'], fix: 'Upgrade to 2.15.0' },
      ],
    });
    expect(grounded.evidence).toHaveLength(4);
    for (const { start, end } of grounded.evidence) expect(input.slice(start, end)).not.toBe('');
    const id = grounded.evidence.find(({ path }) => path === 'vulnerabilities.0.id')!;
    expect(input.slice(id.start, id.end)).toBe('CVE-2021-44228');
  });

  it('finds a defanged address however it is written', () => {
    const grounded = ground([{ id: 'CVE-2021-44228', description: 'http://evil.example' }]);
    expect(grounded).toMatchObject({ answer: { vulnerabilities: [{ description: 'hxxp://evil[.]example' }] } });
  });

  it('removes what is not there, and labels that lose their evidence with it', () => {
    const grounded = ground([
      { id: 'CVE-2021-44228', name: 'Log4Shell', types: ['remote-code-execution'] },
      { id: 'CVE-1999-0001', severity: 'critical' },
    ]);
    if ('reason' in grounded) throw new Error(grounded.detail);
    expect(grounded.answer.vulnerabilities).toHaveLength(1);
    const label = grounded.evidence.find(({ kind }) => kind === 'label')!;
    expect(label.path).toBe('vulnerabilities.0.types.0');
    expect(input.slice(label.start, label.end)).toMatch(/CVE-2021-44228|Log4Shell/);
  });

  it('refuses an answer of which most is made up, or all', () => {
    expect(ground([{ id: 'CVE-1999-0001', name: 'Nothing' }])).toMatchObject({ reason: 'ungrounded' });
    expect(ground([{ id: 'CVE-2021-44228', name: 'Made up', fix: 'Also made up' }])).toMatchObject({
      reason: 'ungrounded',
    });
    expect(ground([])).toMatchObject({ reason: 'ungrounded' });
  });

  it('does not take a number inside another for a find', () => {
    expect(ground([{ id: 'CVE-2021-4422' }])).toMatchObject({ reason: 'ungrounded' });
  });
});
