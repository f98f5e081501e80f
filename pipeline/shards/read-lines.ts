const lineFeed = 0x0a;

/** Lines without their line feeds, of bytes that come in pieces; the last may have had none. Empty ones are left out. */
export async function* readLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    let from = 0;
    for (let to = bytes.indexOf(lineFeed); to >= 0; to = bytes.indexOf(lineFeed, from)) {
      const line = Buffer.concat([...begun, bytes.subarray(from, to)]);
      if (line.length > 0) yield line;
      begun = [];
      from = to + 1;
    }
    if (from < bytes.length) begun.push(bytes.subarray(from));
  }
  const rest = Buffer.concat(begun);
  if (rest.length > 0) yield rest;
}
