import { describe, expect, it } from 'vitest';
import { maskPersonalData } from '../../../pipeline/curation/mask-personal-data.ts';

const pairOf = (input: string, more: object = {}) => ({
  ...{ language: 'en' as const, input, thought: 'Thought.', output: 'Answer.', evidence: [] },
  ...more,
});

describe('maskPersonalData', () => {
  it.each([
    ['Questions go to the author, jane.roe@vendor.example.', 'Questions go to the author, [e-mail].'],
    ['For interviews call us: +1 555 0100 123.', 'For interviews call us: [phone].'],
    [
      'The spokesman, John Doe (john.doe@corp.example, tel. (020) 555 0199), said so.',
      'The spokesman, John Doe ([e-mail], tel. [phone]), said so.',
    ],
  ])('masks contacts of persons: %s', (input, masked) => {
    expect(maskPersonalData(pairOf(input)).input).toBe(masked);
  });

  it('masks contacts in Chinese', () => {
    const pair = pairOf('如需咨询，请联系王某，邮箱wang.mou@vendor.example，手机13800000000。', { language: 'zh' });
    expect(maskPersonalData(pair).input).toBe('如需咨询，请联系王某，邮箱[邮箱]，手机[电话]。');
  });

  it.each([
    'Report incidents to the press office or to report@agency.example.',
    'The ransom note says: contact us at grey.heron@mail.example.',
    'Phishing mails came from the author john.doe@corp.example, which was spoofed.',
    'Contact: john.doe[@]corp.example, 198.51.100.7, and john@corp.example.',
    'The domains were registered with mister.x@mail.example.',
    'jane.roe@vendor.example',
    'Contact the vendor about CVE-2024-12345, fixed in 10.0.19041 on 2024-05-11; call ID 4624.',
    '勒索信要求受害者联系 heron@mail.example 支付赎金。',
  ])('leaves what is of use or not sure: %s', (input) => {
    const pair = pairOf(input);
    expect(maskPersonalData(pair)).toBe(pair);
  });

  it('leaves an address that is a contact in one place and an indicator in another', () => {
    const pair = pairOf('Contact the author: x.y@mail.example. The attackers sent mail from x.y@mail.example.');
    expect(maskPersonalData(pair)).toBe(pair);
  });

  it('masks the same everywhere and moves the evidence along', () => {
    const input = 'Contact Jane Roe, jane.roe@vendor.example, for samples. The loader asks 203.0.113.9 for tasks.';
    const start = input.indexOf('203.0.113.9');
    const masked = maskPersonalData(
      pairOf(input, {
        thought: 'Jane (jane.roe@vendor.example) is a contact.',
        output: { hosts: ['203.0.113.9'], note: ['ask jane.roe@vendor.example'] },
        evidence: [{ path: 'hosts.0', kind: 'quote', start, end: start + 11 }],
      }),
    );
    expect(masked.thought).toBe('Jane ([e-mail]) is a contact.');
    expect(masked.output).toEqual({ hosts: ['203.0.113.9'], note: ['ask [e-mail]'] });
    expect(masked.evidence.map(({ start, end }) => masked.input.slice(start, end))).toEqual(['203.0.113.9']);
  });

  it('leaves what the answer quotes', () => {
    const input = 'Contact Jane Roe, jane.roe@vendor.example, for samples.';
    const start = input.indexOf('jane');
    const pair = pairOf(input, { evidence: [{ path: 'a', kind: 'quote', start, end: start + 23 }] });
    expect(maskPersonalData(pair)).toBe(pair);
  });
});
