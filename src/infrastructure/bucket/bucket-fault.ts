import { isAway } from '#domain/shared/is-away';
import { codeOf, messageOf } from '#infrastructure/filesystem/system-error';
import { BROKEN_CONNECTION_CODES } from '#infrastructure/host/network-codes';
import { elementIn } from './xml-text';

/** Answers that another try may change; 501 is none of them. */
const PASSING_STATUSES = new Set([408, 409, 425, 429, 500, 502, 503, 504]);
/** Codes of answers with a status that says otherwise. */
const PASSING_CODES = new Set(['RequestTimeout', 'SlowDown', 'InternalError', 'OperationAborted']);
/** A host that is not known is none of them: somebody has to change its name. */
const NETWORK_CODES = new Set<string>([...BROKEN_CONNECTION_CODES, 'HPE_INVALID_CONSTANT']);

/**
 * Why a bucket did not do what it was asked. Holds neither keys nor addresses with a signature.
 */
export class BucketFault extends Error {
  override readonly name = 'BucketFault';

  constructor(
    message: string,
    /** Whether another try may fare better; otherwise somebody has to change something. */
    readonly passes: boolean,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** That an answer of ours was for the bucket's sake; `undefined` for what else is away, and for every other error. */
export function bucketFaultIn(error: unknown): BucketFault | undefined {
  return isAway(error) && error.cause instanceof BucketFault ? error.cause : undefined;
}

export function silent(how: string): BucketFault {
  return new BucketFault(`it is ${how}`, true);
}

/** Of an error of the network; `undefined` for one that is not about the bucket. Told by its shape: it may come from another realm. */
export function networkFault(error: unknown, host: string): BucketFault | undefined {
  if (error instanceof BucketFault) return error;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  if (NETWORK_CODES.has(code)) return new BucketFault(`${code} at ${host}`, true, error);
  if (code === 'ENOTFOUND') {
    return new BucketFault(
      `there is no host ${host}: check BIN2NLP_BUCKET__ENDPOINT, and BIN2NLP_BUCKET__ADDRESSING (path, where the endpoint has no name for each bucket)`,
      false,
      error,
    );
  }
  if (/^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|EPROTO$|HOSTNAME_MISMATCH$)/.test(code)) {
    return new BucketFault(
      `${host} has no certificate that is trusted here (${code}: ${messageOf(error)}): give a private authority by NODE_EXTRA_CA_CERTS`,
      false,
      error,
    );
  }
  if (code.startsWith('HPE_')) return new BucketFault(`${host} does not speak HTTP (${code})`, false, error);
  return undefined;
}

/** What an error's answer says, which is nobody's word but the bucket's. */
export interface RefusedAnswer {
  readonly status: number;
  /** Of the answer; its start, where it is long. */
  readonly xml: string;
  /** `x-amz-bucket-region`. */
  readonly region?: string | undefined;
}

/** Of an answer that is neither what was asked for nor that it is not there. */
export function answerFault(operation: string, { status, xml, region }: RefusedAnswer): BucketFault {
  const code = word(elementIn(xml, 'Code'));
  const said = `${operation}: ${[String(status), code].filter((part) => part !== '').join(' ')}`;
  const remedy = remedyOf(status, code, word(region ?? elementIn(xml, 'Region')));
  return new BucketFault(
    remedy === '' ? said : `${said}: ${remedy}`,
    PASSING_STATUSES.has(status) || PASSING_CODES.has(code),
  );
}

function remedyOf(status: number, code: string, region: string): string {
  if ((status >= 300 && status < 400) || code === 'AuthorizationHeaderMalformed') {
    const where = region === '' ? 'its region' : region;
    return `the bucket is elsewhere; set BIN2NLP_BUCKET__REGION to ${where} and BIN2NLP_BUCKET__ENDPOINT to that region's`;
  }
  switch (code) {
    case 'NoSuchBucket':
      return 'make the bucket, or check BIN2NLP_BUCKET__NAME and BIN2NLP_BUCKET__ADDRESSING';
    case 'RequestTimeTooSkewed':
      return 'the clock of this machine is wrong; have it set by NTP';
    case 'InvalidAccessKeyId':
      return 'check BIN2NLP_BUCKET__ACCESS_KEY_ID';
    case 'SignatureDoesNotMatch':
      return 'check BIN2NLP_BUCKET__SECRET_ACCESS_KEY and BIN2NLP_BUCKET__REGION';
    case 'KMS.DisabledException':
    case 'KMS.NotFoundException':
      return 'check BIN2NLP_BUCKET__KMS_KEY_ID';
    default:
      return status === 401 || status === 403
        ? 'the key needs the rights to list the bucket and to get, put and delete what is below BIN2NLP_BUCKET__PREFIX'
        : '';
  }
}

/** A code or a region of theirs, and nothing that does not look like one. */
function word(text: string | undefined): string {
  return /^[\w.-]{1,64}$/.test(text ?? '') ? (text ?? '') : '';
}
