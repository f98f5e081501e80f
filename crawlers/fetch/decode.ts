import sniff from 'html-encoding-sniffer';
import { decodeBytes, isUtf8, knownEncoding } from './decode-bytes.ts';
import { decodesCleanly, detectEncoding } from './detect-encoding.ts';

export interface DecodedText {
  /** Well-formed UTF-16 without NUL. */
  text: string;
  /** The encoding used, by its lower-case WHATWG name. */
  encoding: string;
}

// The standard looks for <meta> in the first 1,024 bytes; pages with long comments or scripts first are read by browsers.
const metaReach = 32 * 1024;

/**
 * Decodes a page: a BOM decides; then what the header, then what `<meta>` declares, as long as the bytes bear it out (a
 * server's default of UTF-8 or ISO 8859-1 is often not the page's); then strict UTF-8; then the likeliest of GB18030,
 * Big5, Shift_JIS, EUC, KOI8-R and Windows-125x. Never throws; what does not fit becomes U+FFFD.
 */
export function decodeHtml(body: Uint8Array, contentType: string | null): DecodedText {
  const encoding = encodingOf(body, contentType);
  const text = decodeBytes(body, encoding);
  return { text: text.replaceAll('\0', '').toWellFormed(), encoding };
}

function encodingOf(body: Uint8Array, contentType: string | null): string {
  const marked = byteOrderMark(body);
  if (marked) return marked;
  const header = knownEncoding(/charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType ?? '')?.[1]);
  const declared = [header, metaEncoding(body)].filter((encoding) => encoding !== null);
  const utf8 = isUtf8(body);
  // Text beyond ASCII that happens to be valid UTF-8 is UTF-8, whatever was declared; plain ASCII fits anything.
  if (utf8 && (declared.length === 0 || body.some((byte) => byte > 0x7f))) return 'utf-8';
  const fitting = declared.find(
    (encoding) => encoding !== 'windows-1252' && decodesCleanly(decodeBytes(body, encoding)),
  );
  if (fitting) return fitting;
  const detected = detectEncoding(body);
  // Every byte sequence is windows-1252, so that declaration only counts where nothing else is found either.
  if (detected !== 'windows-1252') return detected;
  return declared[0] ?? detected;
}

function byteOrderMark(body: Uint8Array): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  return null;
}

function metaEncoding(body: Uint8Array): string | null {
  const sniffed = sniff(body, { defaultEncoding: null });
  if (sniffed) return knownEncoding(sniffed);
  const head = new TextDecoder('latin1').decode(body.subarray(0, metaReach));
  const meta = /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head)?.[1];
  // A <meta> that could be read as ASCII is not in UTF-16, whatever it says.
  return meta && /^utf-?16/i.test(meta) ? 'utf-8' : knownEncoding(meta);
}
