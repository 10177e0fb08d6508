import { Refusal } from './refusal';

/** What a generated method resolves to, as far as it matters whether it went well. */
interface Asked<Data> {
  readonly data?: Data | undefined;
  readonly error?: unknown;
  readonly response?: Response | undefined;
}

/** An answer with what its headers say beside it. */
export interface Answered<Data> {
  readonly data: Data;
  readonly response: Response;
}

/** The answer, or what was refused. @throws Refusal */
export async function answerOf<Data>(asked: Promise<Asked<Data>>): Promise<Data> {
  return (await answeredBy(asked)).data;
}

/** As `answerOf`, with the response, for what stands in its headers. @throws Refusal */
export async function answeredBy<Data>(asked: Promise<Asked<Data>>): Promise<Answered<Data>> {
  // A body that breaks off is thrown; a service that is away is told.
  const { data, error, response } = await asked.catch((thrown: unknown): Asked<Data> => ({ error: thrown }));
  if (response === undefined) throw unreachable(error);
  if (error !== undefined || data === undefined) throw refusalIn(error, response);
  return { data, response };
}

function unreachable(error: unknown): Refusal {
  if (error instanceof DOMException && error.name === 'AbortError') return new Refusal('CANCELLED', 'It was given up.');
  const { cause } = error instanceof Error ? error : { cause: undefined };
  const why = cause instanceof Error && cause.message !== '' ? cause.message : messageOf(error);
  return new Refusal(
    'UNREACHABLE',
    `The service cannot be asked: ${why}.`,
    'See that it runs and that this is its address.',
  );
}

function refusalIn(error: unknown, { status, headers }: Response): Refusal {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const { error: said } = (typeof error === 'object' && error !== null ? error : {}) as { readonly error?: unknown };
  const { code, message, remediation, details } = (typeof said === 'object' && said !== null ? said : {}) as Readonly<
    Record<string, unknown>
  >;
  if (typeof code !== 'string' || typeof message !== 'string') {
    return new Refusal('UNREACHABLE', `What answers there is not bin2nlp (status ${status}).`, undefined, status);
  }
  return new Refusal(
    code,
    message,
    typeof remediation === 'string' ? remediation : undefined,
    status,
    Number.isFinite(seconds) ? seconds : undefined,
    faultsIn(details),
  );
}

/** Details of fields are a list, of other things text. */
function faultsIn(details: unknown): readonly string[] {
  return (Array.isArray(details) ? (details as unknown[]) : []).flatMap((each) =>
    typeof each === 'object' && each !== null && 'message' in each ? [String(each.message)] : [],
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
