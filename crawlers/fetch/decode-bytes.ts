// What windows-1252 holds where ISO 8859-1 has control characters, 0x80 to 0x9F.
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The name TextDecoder gives an encoding label (lower case), or null for one it cannot decode. */
export function knownEncoding(label: string | null | undefined): string | null {
  if (!label) return null;
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null;
  }
}

/** Decodes with replacement characters for what does not fit. `encoding` must come from `knownEncoding`. */
export function decodeBytes(bytes: Uint8Array, encoding: string): string {
  // By the Encoding Standard gbk is decoded as gb18030; Node's own gbk does not know the four-byte characters.
  if (encoding === 'gbk') return new TextDecoder('gb18030').decode(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  // Node 20 decodes windows-1252 as ISO 8859-1 and leaves control characters where quotation marks should be.
  if (encoding !== 'windows-1252') return text;
  return text.replace(/[\x80-\x9f]/g, (control) => windows1252[control.charCodeAt(0) - 0x80]!);
}

/** Whether bytes are UTF-8 throughout, a character cut off at the very end aside. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
