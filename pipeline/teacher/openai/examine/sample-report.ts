import type { Document } from '../../../records.ts';

const paragraphs = [
  'On 4 March 2025 the incident team of the harbour of Lindhaven found that intruders had been in its booking system since 19 February. They had come in through CVE-2024-3400 in the firewall, for which the update had been available for ten months.',
  'From there they moved on by way of RDP with the stolen account svc-backup, and installed Cobalt Strike on two servers. The beacon called home to 203.0.113.45 and to updates.lindhaven-portal[.]example over HTTPS every 60 seconds.',
  'On 3 March they encrypted 340 machines with the ransomware Akira and asked for 2.5 million dollars in Bitcoin. The harbour did not pay, and restored its systems from backups that were kept offline within six days.',
  'The team advises to install the update, to allow RDP only through a jump host, and to look for the file C:\\ProgramData\\svc.dll, whose SHA-256 hash begins with 9f2c41aa.',
];

/** A report of our own writing, about an event that never was, short enough for any model: what `doctor` has read and answered. */
export const sampleReport: Document = {
  ...{ id: 'doctor', pageId: 'doctor', source: 'doctor', url: 'https://lindhaven.example/report' },
  title: 'How intruders came into the harbour of Lindhaven, and what they did there',
  ...{ authors: [], publishedAt: '2025-03-11', modifiedAt: null, siteName: null, canonicalUrl: null, tags: [] },
  ...{ language: 'en', licence: null, textHash: 'doctor' },
  blocks: paragraphs.map((text) => ({ kind: 'paragraph', text })),
};
