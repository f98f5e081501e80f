import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

// Azure, Alibaba, Oracle, AWS and Google answer their metadata at addresses that look public or like a network of one's
// own; the others' are link-local.
const metadataAddresses = new Set(
  ['168.63.129.16', '100.100.100.200', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254'].map((address) =>
    ipaddr.parse(address).toNormalizedString(),
  ),
);
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const ownNetwork = new Set(['loopback', 'private', 'carrierGradeNat', 'uniqueLocal']);

/**
 * Whether an IP address (IPv4 or IPv6 text, no port) lies in the public internet. False for anything that IANA's
 * special-purpose registries list (private, loopback, link-local, shared, multicast, mapped, 6to4, Teredo, reserved),
 * for cloud metadata services, and for text that is no address. A NAT64 address (RFC 6052) is judged by the IPv4
 * address it leads to, as every IPv4 site has one on an IPv6-only network.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed: Address = ipaddr.parse(address);
  if (metadataAddresses.has(parsed.toNormalizedString())) return false;
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  if (parsed.match(nat64)) return isPublicAddress(new ipaddr.IPv4(parsed.toByteArray().slice(12)).toString());
  return parsed.range() === 'unicast' && parsed.match(globalUnicast);
}

/**
 * Whether an IP address lies in a network of one's own: loopback, private (RFC 1918, RFC 4193) or shared (RFC 6598).
 * Link-local, multicast and reserved ones do not, nor do metadata services: no site to crawl has its name there.
 */
export function isOwnNetworkAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed: Address = ipaddr.process(address);
  return ownNetwork.has(parsed.range()) && !metadataAddresses.has(parsed.toNormalizedString());
}
