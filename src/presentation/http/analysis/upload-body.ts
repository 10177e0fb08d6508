import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';

import { DomainError } from '#domain/shared/domain-error';

/** What the sink makes of the file's bytes; the name is as the part gives it. */
export type Sink<Received> = (content: AsyncIterable<Uint8Array>, filename: string) => Promise<Received>;

export interface FormUpload<Received> {
  readonly received: Received;
  readonly filename: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const LIMITS = { files: 1, fields: 20, parts: 24, fieldNameSize: 100, fieldSize: 16 * 1024, headerPairs: 50 };
const FORM_REMEDY = 'Send multipart/form-data with one part named file, for example: curl -F file=@/bin/ls …';

/**
 * Streams a multipart form with one file in the field `file`: the file goes to the sink as it comes, never whole in memory.
 * When anything fails after the sink has taken the file, `drop` gets what it had received.
 * @throws DomainError `INVALID_OPTION`, and what the sink throws.
 */
export async function readForm<Received>(
  request: IncomingMessage,
  sink: Sink<Received>,
  drop: (received: Received) => Promise<void>,
  signal: AbortSignal,
): Promise<FormUpload<Received>> {
  const form = formParser(request);
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  let file: { filename: string; received: Promise<Received> } | undefined;
  const fail = (error: Error): void => {
    form.destroy(error);
  };
  form.on('file', (name: string, content: Readable, { filename }: { filename: string }) => {
    // busboy ends the part's stream with the form's error; the sink sees it while it reads, or never started.
    content.on('error', () => undefined);
    if (name !== 'file' || file !== undefined) {
      fail(badForm(`The part ${JSON.stringify(name.slice(0, 100))} is not expected.`));
      return;
    }
    const received = sink(content as AsyncIterable<Uint8Array>, filename);
    received.catch(fail);
    file = { filename, received };
  });
  form.on('field', (name: string, value: string, { valueTruncated }: { valueTruncated: boolean }) => {
    if (valueTruncated) fail(badForm(`The field ${JSON.stringify(name)} is too long.`));
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  });
  for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
    form.on(limit, () => {
      fail(badForm('The form has too many parts.'));
    });
  }
  try {
    await pipeThrough(request, form, signal);
    if (file === undefined) throw badForm('The form has no part named file.');
    return { received: await file.received, filename: file.filename, fields };
  } catch (error) {
    await file?.received.then(drop, () => undefined);
    throw asRefusal(error);
  }
}

/** Like stream.pipeline, but leaves the request alone when the form fails: its connection still has to carry the answer. */
function pipeThrough(request: IncomingMessage, form: busboy.Busboy, signal: AbortSignal): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const cut = (): void => {
      form.destroy(
        signal.aborted ? (signal.reason as Error) : new Error('The connection was closed before the form was whole.'),
      );
    };
    form.once('close', resolve).once('error', reject);
    request.once('error', cut).once('aborted', cut);
    signal.addEventListener('abort', cut, { once: true });
    request.pipe(form);
  }).finally(() => request.unpipe(form));
}

function formParser(request: IncomingMessage): busboy.Busboy {
  try {
    return busboy({ headers: request.headers, limits: LIMITS, defParamCharset: 'utf8', preservePath: true });
  } catch (cause) {
    throw badForm('The form cannot be read.', cause);
  }
}

function badForm(message: string, cause?: unknown): DomainError {
  return new DomainError('INVALID_OPTION', message, {
    details: [{ field: 'file', message }],
    remediation: FORM_REMEDY,
    cause,
  });
}

/** busboy's own errors are the client's: malformed or cut off. */
function asRefusal(error: unknown): unknown {
  return error instanceof Error && /multipart|unexpected end of form|malformed/i.test(error.message)
    ? badForm(`The form cannot be read: ${error.message}.`, error)
    : error;
}
