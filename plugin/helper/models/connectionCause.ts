/** True for an error of a connection or of a search for a name, not of a file. */
export function isOfConnection(error: unknown): boolean {
  const { syscall } = error as NodeJS.ErrnoException;
  return syscall !== undefined && /^(connect|getaddrinfo|queryA)/.test(syscall);
}

/** Why nothing came from `host`, as a part of a sentence; what the code here words itself (a silent server, a wrong proxy) has no system code and stays as it is. */
export function causeOf(error: unknown, host: string): string {
  const { code, message, hostname } = error as NodeJS.ErrnoException & { readonly hostname?: string };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the name ${hostname ?? host} was not found, so this computer may be offline`;
  if (code === undefined) return message;
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE') return `the connection to ${host} broke off`;
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL/.test(code)) return `the certificate of ${host} is not trusted here (${code})`;
  return `${host} could not be reached (${code})`;
}
