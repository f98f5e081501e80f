import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

// Azure answers its metadata and agents at a public-looking address; the other clouds' lie in ranges refused anyway.
const metadataAddresses = new Set(['168.63.129.16']);
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Whether an IP address (IPv4 or IPv6 text, no port) lies in the public internet. False for anything that IANA's
 * special-purpose registries list (private, loopback, link-local, shared, multicast, mapped, 6to4, Teredo, reserved),
 * for cloud metadata services, and for text that is no address. A NAT64 address (RFC 6052) is judged by the IPv4
 * address it leads to, as every IPv4 site has one on an IPv6-only network.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed: Address = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast' && !metadataAddresses.has(parsed.toString());
  if (parsed.match(nat64)) return isPublicAddress(new ipaddr.IPv4(parsed.toByteArray().slice(12)).toString());
  return parsed.range() === 'unicast' && parsed.match(globalUnicast);
}
