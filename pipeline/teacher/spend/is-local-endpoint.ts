import { isIP } from 'node:net';
import { isOwnNetworkAddress } from '../../../crawlers/fetch/public-address.ts';

/**
 * Whether an endpoint is on this machine or in a network of one's own, where nobody sends a bill: a loopback or private
 * address, or a name that only such a network knows (`localhost`, a container's name, `*.local`, `*.internal`, `*.lan`).
 */
export function isLocalEndpoint(url: string | null): boolean {
  if (url === null) return false;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(host)) return isOwnNetworkAddress(host);
  return !host.includes('.') || /\.(localhost|local|internal|lan)$/.test(host);
}
