/** What OpenSSL, Redis and ioredis say of a connection that is set up wrong, and what is to be done about it. */
const ADVICE: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF|UNABLE_TO_GET_ISSUER/,
    'its certificate is of no authority that is known here: name the file of yours in BIN2NLP_REDIS__TLS_CA_FILE',
  ],
  [
    /ERR_TLS_CERT_ALTNAME_INVALID/,
    'its certificate is for other names: take one of them in the address, or have it made for this one (an IP address must be in it)',
  ],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/, 'its certificate is not valid now'],
  [
    /wrong version number|packet length too long/i,
    'no TLS is spoken there: take redis://, or the port that speaks TLS',
  ],
  [
    /certificate required|bad certificate|handshake failure|unknown ca\b/i,
    'it takes no client without a certificate that it trusts: set BIN2NLP_REDIS__TLS_CERT_FILE and BIN2NLP_REDIS__TLS_KEY_FILE',
  ],
];
/** The same of what stands for Redis. */
const OTHER_ADVICE: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /^All sentinels are unreachable/,
    'look at BIN2NLP_REDIS__SENTINELS, and whether they know a master of the name in BIN2NLP_REDIS__SENTINEL_NAME',
  ],
  [
    /^MOVED/,
    'it is a node of a Redis Cluster: set BIN2NLP_REDIS__CLUSTER_NODES (results: BIN2NLP_REDIS__CACHE_CLUSTER_NODES) to host:port of some of its nodes',
  ],
  [
    /cluster support disabled/,
    'it is no node of a Redis Cluster: leave BIN2NLP_REDIS__CLUSTER_NODES (results: BIN2NLP_REDIS__CACHE_CLUSTER_NODES) out',
  ],
];
/** Begins every fault of TLS that waiting does not mend. */
export const TLS_FAULT = 'TLS: ';

/** What TLS is to a port that is spoken to without it: nothing that could be told from a server that goes. */
const NOT_SPOKEN_TO = /ECONNRESET|EPIPE|Connection is closed|connection close/;
const PERHAPS_TLS = 'where that port speaks TLS, the address must begin with rediss://';
/** Redis waits for the end of what it takes for a command. */
const NO_WORD = /ETIMEDOUT/;
const PERHAPS_NO_TLS = 'nobody is there, or the address begins with rediss:// and that port speaks no TLS';

/**
 * Why a client cannot connect, in one line: what was said, and where it is known what to do about it.
 *
 * @param hasServed Whether it could before: then its address is right.
 */
export function explainFault(error: unknown, hasServed = false): string {
  const { lastNodeError } = error as { readonly lastNodeError?: unknown };
  const cause = lastNodeError ?? error;
  // OpenSSL's own words are one of five parts of such a message.
  const { code, reason } = cause as { readonly code?: unknown; readonly reason?: unknown };
  const message = cause instanceof Error ? cause.message : String(cause);
  const said = typeof reason === 'string' ? reason : message.replaceAll('\n', ' ').trim();
  const all = typeof code === 'string' && !said.includes(code) ? `${said} (${code})` : said;
  const advised = adviceOf(ADVICE, all);
  if (advised !== undefined) return `${TLS_FAULT}${all}; ${advised}`;
  const other = adviceOf(OTHER_ADVICE, all);
  if (other !== undefined) return `${all}; ${other}`;
  if (hasServed) return all;
  if (NO_WORD.test(all)) return `${all}; ${PERHAPS_NO_TLS}`;
  return NOT_SPOKEN_TO.test(all) ? `${all}; ${PERHAPS_TLS}` : all;
}

function adviceOf(all: typeof ADVICE, said: string): string | undefined {
  return all.find(([pattern]) => pattern.test(said))?.[1];
}
