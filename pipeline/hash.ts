import { createHash } from 'node:crypto';

/**
 * Ids are hashes of what a record is made from, so that making it again, in any process, gives the same id.
 * Parts are length-prefixed: no two lists of parts share a preimage. 80 bits, Crockford's base 32, as in `doc_3k9…`.
 */
export function idOf(prefix: string, ...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
    hash.update(`${bytes.byteLength}:`).update(bytes);
  }
  return `${prefix}_${base32(hash.digest().subarray(0, 10))}`;
}

/** SHA-256, hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

function base32(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let left = (bytes.length * 8) / 5; left > 0; left--) {
    text = alphabet[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}
