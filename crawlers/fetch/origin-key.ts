import type { FetchOptions } from './guarded-fetch.ts';
import { hostPort } from './host-port.ts';

/** Tells apart what is cached of a site: by its origin, how it is reached, and who asks. */
export function originKey(url: string, { connectTo, privateHosts, userAgent }: FetchOptions): string {
  const { origin, hostname } = new URL(url);
  return `${origin} ${connectTo?.[hostname] ?? ''} ${privateHosts?.has(hostPort(url)) ?? false} ${userAgent}`;
}
