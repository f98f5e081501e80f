/** `host:port` of an http or https address, its default port made explicit, an IPv6 address in brackets. */
export function hostPort(address: string | URL): string {
  const { protocol, hostname, port } = new URL(address);
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
}
