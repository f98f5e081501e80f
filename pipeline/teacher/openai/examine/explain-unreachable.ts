const certificates = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|ALTNAME/;

/** Why a request got no answer at all, told apart by where it failed, with what to do about it. */
export function explainUnreachable(error: unknown, url: URL): string {
  const { code, message } = rootOf(error);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `no host is called ${url.hostname} (DNS: ${code}). Check the host in OPENAI_BASE_URL, or the network.`;
  if (code === 'ECONNREFUSED')
    return `nothing listens at ${url.hostname} port ${port} (TCP: ${code}). Start the server, or correct the port in OPENAI_BASE_URL.`;
  if (/^E(HOST|NET)UNREACH$|TIMEDOUT|CONNECT_TIMEOUT/.test(code))
    return `${url.hostname} port ${port} does not answer (TCP: ${code}). Check the address and any firewall between.`;
  if (certificates.test(code))
    return `the certificate of ${url.hostname} is not trusted (TLS: ${code}). Name its authority by NODE_EXTRA_CA_CERTS, or correct the host.`;
  if (/SSL|TLS|EPROTO/.test(code))
    return `${url.hostname} port ${port} speaks no TLS (${code}). Try http:// in OPENAI_BASE_URL.`;
  if (error instanceof Error && error.name === 'TimeoutError')
    return `${url.hostname} port ${port} takes the connection and says nothing. Is it still loading the model?`;
  const hint = url.protocol === 'http:' ? ' If it expects TLS, try https:// in OPENAI_BASE_URL.' : '';
  return `the connection broke off (${code || message}).${hint}`;
}

function rootOf(error: unknown): { code: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  if (error instanceof Error && error.cause) return rootOf(error.cause);
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  return { code: String(code), message };
}
