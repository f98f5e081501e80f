const hash = /(?<![0-9a-z])[0-9a-f]{32,128}(?![0-9a-z])/gi;
const hashLengths = new Set([32, 40, 56, 64, 96, 128]);
const cve = /\bCVE-\d{4}-\d{4,7}\b/gi;
const token = /[^\s,;|"'<>，；、。（）]+/g;
const defanged = /hxxp|\w(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\[:\])/i;
const address = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/g;
const mayHold = /[0-9a-f]{32}|\[\.\]|\(\.\)|\{\.\}|\[dot\]|hxxp|CVE-\d{4}-|(?:\d{1,3}\.){3}\d/i;

/** Whether a text is worth a closer look: quick, and never false where there is an indicator. */
export const mayHoldIndicators = (text: string) => mayHold.test(text);

/**
 * The indicators a text holds, lower case: hashes, defanged addresses and URLs, CVE ids; plain IPv4 addresses where there
 * are at least three, since reports in Chinese seldom defang and version numbers look alike.
 */
export function indicatorsIn(text: string): Set<string> {
  const found = new Set<string>();
  if (!mayHold.test(text)) return found;
  for (const [match] of text.matchAll(hash)) if (hashLengths.has(match.length)) found.add(match.toLowerCase());
  for (const [match] of text.matchAll(cve)) found.add(match.toLowerCase());
  if (defanged.test(text))
    for (const [match] of text.matchAll(token))
      if (defanged.test(match)) found.add(match.toLowerCase().replace(/^[([{]+|[)\]}.:]+$/g, ''));
  const addresses = new Set(text.match(address));
  if (addresses.size >= 3) for (const match of addresses) found.add(match);
  return found;
}
