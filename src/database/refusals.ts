import type pg from 'pg';
import { DatabaseError } from './error.ts';

/** Reasons for which a server cannot be used, by what `pg` tells: a code, or its own words where it has none. */
type Refusals = readonly (readonly [RegExp, (server: Server, said: string) => string])[];

interface Server {
  /** Host and port. */
  place: string;
  user?: string;
  database?: string;
}

/**
 * Codes of PostgreSQL, of the network, and of Node's TLS (https://nodejs.org/api/tls.html#x509-certificate-error-codes).
 * https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const REFUSALS: Refusals = [
  [
    /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|timeout expired)$/,
    ({ place }) => `No PostgreSQL answers at ${place}. Check DATABASE_URL, and that the server runs.`,
  ],
  [
    /^(?:ECONNRESET|EPIPE|ERR_SSL_\w+|EPROTO|Connection terminated unexpectedly|There was an error establishing an SSL connection)$/,
    ({ place }, said) =>
      `What answers at ${place} breaks off the connection (${said}). Check that it is a PostgreSQL, and its log.`,
  ],
  [
    /^57P0[1-3]$/,
    ({ place }) => `The PostgreSQL at ${place} is starting or stopping. Start the bot again when it is up.`,
  ],
  [
    /^28P01$/,
    ({ place, user }) => `The PostgreSQL at ${place} refuses the user "${user}". Check the password in DATABASE_URL.`,
  ],
  [
    /^SASL: SCRAM-SERVER-FIRST-MESSAGE: client password/,
    ({ place, user }) => `The PostgreSQL at ${place} wants a password of "${user}". Write it into DATABASE_URL.`,
  ],
  [
    /^28000$/,
    ({ place, user }) =>
      `The PostgreSQL at ${place} does not let "${user}" in from here. Check that there is such a user and that ` +
      'pg_hba.conf lets it in; where the server wants TLS, add sslmode=verify-full to DATABASE_URL.',
  ],
  [
    /^3D000$/,
    ({ place, database }) =>
      `The PostgreSQL at ${place} has no database "${database}". Create it, or change DATABASE_URL.`,
  ],
  [
    /^53300$/,
    ({ place }) => `The PostgreSQL at ${place} has no connection left. Raise its max_connections (docs/hosting.md).`,
  ],
  [
    /^The server does not support SSL connections$/,
    ({ place }) =>
      `The PostgreSQL at ${place} has no TLS, and sslmode in DATABASE_URL demands it. Switch it on there (ssl = on); ` +
      'on the same machine, leave sslmode out.',
  ],
  [
    /^(?:SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+)$/,
    ({ place }, said) =>
      `Nobody known here vouches for the certificate of the PostgreSQL at ${place} (${said}). Add ` +
      'sslrootcert=/path/to/ca.pem to DATABASE_URL: the certificate of the authority that issued it (docs/hosting.md).',
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    ({ place }) =>
      `The certificate of the PostgreSQL at ${place} is for another name. Name the server in DATABASE_URL as its ` +
      'certificate does.',
  ],
  [
    /^CERT_\w+$/,
    ({ place }, said) =>
      `The certificate of the PostgreSQL at ${place} does not hold (${said}). Renew it, and check the clock of this machine.`,
  ],
  [
    /^42501$/,
    ({ user, database }, said) =>
      `PostgreSQL does not let "${user}" do what the bot needs (${said}). Make it the owner of the database ` +
      `"${database}" and of all in it (ALTER DATABASE … OWNER TO …; docs/hosting.md).`,
  ],
  [
    /^25006$/,
    ({ place }) =>
      `The PostgreSQL at ${place} takes no changes: it is a copy, or was set to be read only. Name the one that is ` +
      'written to in DATABASE_URL.',
  ],
];

/**
 * @returns the sentence for what a server said to a client; null when it is nothing that the one who runs it can mend
 */
export function refusalOf({ host, port, user, database }: pg.Client, cause: unknown): DatabaseError | null {
  if (!(cause instanceof Error)) return null;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  const sentence = REFUSALS.find(([known]) => known.test(code))?.[1];
  const said = /^\d/.test(code) ? cause.message : code;
  return sentence ? new DatabaseError(sentence({ place: `${host}:${port}`, user, database }, said), { cause }) : null;
}

/** The same for the files that an address names, which `pg` reads when it is given the address. */
export function addressProblem(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  if ('path' in cause && 'code' in cause)
    return new DatabaseError(
      `DATABASE_URL names the file ${cause.path}, which cannot be read (${cause.code}). Check sslrootcert (and sslcert, ` +
        'sslkey): a path on this machine that the user of the bot may read.',
      { cause },
    );
  if (cause instanceof URIError)
    return new DatabaseError('DATABASE_URL has a % in it that begins no character: write % itself as %25.', { cause });
  return cause;
}
