/** A port on which this process cannot listen; `message` says why and what to do. */
export class CannotListen extends Error {}

/** A place to listen, with the variables that say where. */
export interface ListeningPlace {
  host: string;
  port: number;
  portVariable: 'PORT' | 'HEALTH_PORT';
  /** Left out where the address is fixed. */
  hostVariable?: 'SLACK_HOST' | 'HEALTH_HOST';
}

/** @returns whether an error came of listening, and of nothing else */
export function isOfListening(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen';
}

/** @returns the sentence for an error of `listen`, which begins with the variable that is to be changed */
export function listeningProblem(error: unknown, place: ListeningPlace): string {
  const { host, port, portVariable, hostVariable } = place;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'EADDRINUSE')
    return `${portVariable} ${port} is taken: stop what listens there, or set ${portVariable} to another number.`;
  // https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html (ip_unprivileged_port_start)
  if (code === 'EACCES')
    return (
      `${portVariable} ${port} is for the administrator of the machine alone: set ${portVariable} to a number from ` +
      '1024, and let a web server or a port forwarding stand before it.'
    );
  if (code === 'EADDRNOTAVAIL' && hostVariable)
    return `${hostVariable} ${host} is no address of this machine: set it to one, or to "0.0.0.0" for all that it has.`;
  return `${portVariable} ${port}: nothing can listen there at ${host} (${code}). Set ${portVariable} to another number.`;
}
