let pairs: Map<string, readonly [number, number]> | undefined;

/** Text as GBK bytes; what GBK has no place for becomes a numeric character reference, as browsers send it. */
export function encodeGbk(text: string): Buffer {
  pairs ??= readPairs();
  const bytes: number[] = [];
  for (const character of text) {
    const pair = pairs.get(character);
    if (character < '\x80') bytes.push(character.charCodeAt(0));
    else if (pair) bytes.push(...pair);
    else bytes.push(...Buffer.from(`&#${character.codePointAt(0)};`, 'ascii'));
  }
  return Buffer.from(bytes);
}

// The platform decodes GBK and does not encode it, so the table is read off the decoder.
function readPairs(): Map<string, readonly [number, number]> {
  const decoder = new TextDecoder('gbk');
  const table = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && character !== '\ufffd' && !table.has(character))
        table.set(character, [lead, trail]);
    }
  return table;
}
