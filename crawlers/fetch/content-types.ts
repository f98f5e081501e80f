/** What a caller is ready to read: an article or listing, a feed or sitemap, or anything. */
export type Accept = 'page' | 'feed' | 'any';

export const acceptHeaders: Record<Accept, string> = {
  page: 'text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5,*/*;q=0.1',
  feed: 'application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5',
  any: '*/*',
};

const accepted: Record<Exclude<Accept, 'any'>, RegExp> = {
  page: /^(text\/(html|plain|markdown|x-markdown)|application\/xhtml\+xml)$/,
  // Feeds and sitemaps come as anything textual, and gzipped ones as plain bytes; their readers judge the content.
  feed: /^(text\/[\w.+-]+|application\/([\w.+-]*(xml|json|rss|atom)[\w.+-]*|x-gzip|gzip|octet-stream))$/,
};

/** Whether a response of this Content-Type may be read. A missing type passes: the body is looked at instead. */
export function acceptsType(accept: Accept, contentType: string | null): boolean {
  if (accept === 'any' || contentType === null) return true;
  const essence = contentType.split(';', 1)[0]!.trim().toLowerCase();
  return essence === '' || accepted[accept].test(essence);
}

/** Whether a body served without a type is plainly no text (PDF, archive, image). */
export function looksBinary(body: Buffer): boolean {
  const head = body.subarray(0, 1024);
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return head.subarray(0, 5).toString('latin1') === '%PDF-' || (!utf16 && head.includes(0));
}
