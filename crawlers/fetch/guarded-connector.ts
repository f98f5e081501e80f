import { lookup } from 'node:dns';
import { isIP, isIPv6, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { FetchRefusedError } from './fetch-refused-error.ts';
import { isOwnNetworkAddress, isPublicAddress } from './public-address.ts';

/** Host name (no port) → "address:port" to connect to instead, unchecked: like curl's --connect-to. */
export type ConnectTo = Readonly<Record<string, string>>;

const privateAddress = (host: string, address: string) =>
  new FetchRefusedError(
    'private-address',
    `${host} leads to ${address}, which is not an address of the public internet`,
  );

/**
 * The lookup that the socket itself uses, so that the address connected to is the address checked: a second answer from
 * DNS (rebinding) never comes into play. One bad address among several refuses the name.
 */
const checkedLookup =
  (isAllowed: (address: string) => boolean): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const refused = addresses.find(({ address }) => !isAllowed(address));
      if (refused) return callback(privateAddress(hostname, refused.address), []);
      if (options.all) return callback(null, addresses);
      const first = addresses[0]!;
      return callback(null, first.address, first.family);
    });
  };

const isPublicOrOwn = (address: string) => isPublicAddress(address) || isOwnNetworkAddress(address);

/**
 * An undici connector that only reaches public addresses, the targets of `connectTo` for the hosts it names, and the
 * hosts of `privateHosts` ("host:port"): one written as an address at just that address, a name where it leads into a
 * network of one's own. The name of a mapped host stays in TLS and in the Host header.
 */
export function guardedConnector(
  connectTo: ConnectTo,
  privateHosts: ReadonlySet<string>,
  connectMs: number,
): buildConnector.connector {
  const toChecked = buildConnector({
    lookup: checkedLookup(isPublicAddress),
    timeout: connectMs,
    autoSelectFamily: true,
  });
  const toPrivate = buildConnector({
    lookup: checkedLookup(isPublicOrOwn),
    timeout: connectMs,
    autoSelectFamily: true,
  });
  const toMapped = buildConnector({ timeout: connectMs });
  return (options, callback) => {
    const host = options.hostname;
    const target = Object.hasOwn(connectTo, host) ? connectTo[host] : undefined;
    if (target !== undefined) {
      const colon = target.lastIndexOf(':');
      const mapped = { ...options, hostname: target.slice(0, colon), port: target.slice(colon + 1) };
      return toMapped(isIP(host) ? mapped : { ...mapped, servername: host }, callback);
    }
    const port = options.port || (options.protocol === 'https:' ? 443 : 80);
    if (privateHosts.has(`${isIPv6(host) ? `[${host}]` : host}:${port}`)) return toPrivate(options, callback);
    // A literal never reaches the lookup, so it is checked here.
    if (isIP(host) && !isPublicAddress(host)) return callback(privateAddress(host, host), null);
    return toChecked(options, callback);
  };
}
