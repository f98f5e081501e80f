/** One line without its end; of one that is too long to hold, its beginning. */
export interface Line {
  bytes: Buffer;
  tooLong: boolean;
}

const headOfTooLong = 10_000;

/**
 * The lines of a stream of bytes, each at most `most` bytes. Of a longer one only its first 10,000 bytes are held and
 * given, marked as too long, however long it is; the lines after it come as ever. A last line needs no line feed.
 */
export async function* splitLines(source: AsyncIterable<Buffer>, most: number): AsyncGenerator<Line> {
  let pieces: Buffer[] = [];
  let length = 0;
  const add = (piece: Buffer) => {
    length += piece.length;
    // Past the limit, only the beginning is kept for a person to look at.
    if (length <= most) pieces.push(piece);
    else if (length - piece.length <= most) {
      const head = Buffer.concat([...pieces, piece.subarray(0, headOfTooLong)]).subarray(0, headOfTooLong);
      pieces = [Buffer.from(head)];
    }
  };
  const take = (): Line => {
    const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    const line = { bytes: bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes, tooLong: length > most };
    pieces = [];
    length = 0;
    return line;
  };
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      add(chunk.subarray(start, end));
      start = end + 1;
      yield take();
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (length > 0) yield take();
}
