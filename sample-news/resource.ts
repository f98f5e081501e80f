import { createHash } from 'node:crypto';

/** What the site answers for one path, before the request's conditions are looked at. */
export interface Resource {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** A resource with validators: an ETag of its bytes, and the time it last changed (ISO 8601). */
export function resource(
  body: string | Buffer,
  contentType: string,
  changedAt: string,
  headers: Record<string, string> = {},
  status = 200,
): Resource {
  const bytes = Buffer.from(body as string);
  return {
    status,
    headers: {
      'content-type': contentType,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      'last-modified': new Date(changedAt).toUTCString(),
      'cache-control': 'public, max-age=0, must-revalidate',
      ...headers,
    },
    body: bytes,
  };
}

/** A redirect, with the short note in its body that servers put there. */
export function redirect(location: string, status: number, changedAt: string): Resource {
  return resource(`Moved: ${location}\n`, 'text/plain; charset=utf-8', changedAt, { location }, status);
}

/** Whether the copy that a client holds is still good (RFC 9110, section 13.2.2: an ETag outranks a date). */
export function isUnchanged({ status, headers }: Resource, asked: NodeJS.Dict<string | string[]>): boolean {
  if (status !== 200) return false;
  const etags = asked['if-none-match'];
  if (etags !== undefined)
    return String(etags)
      .split(',')
      .some((etag) => etag.trim().replace(/^W\//, '') === headers.etag || etag.trim() === '*');
  const since = Date.parse(String(asked['if-modified-since']));
  return since >= Date.parse(headers['last-modified']!);
}
