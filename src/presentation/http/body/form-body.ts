import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';

import { KB } from '#domain/shared/quantities';
import { badForm } from './bad-form';
import { feedForm } from './feed-form';
import type { Sink } from './form-parts';
import { FormParts } from './form-parts';

export interface FormUpload<Received> {
  readonly received: Received;
  readonly filename: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const LIMITS = { files: 1, fields: 20, parts: 24, fieldNameSize: 100, fieldSize: 16 * KB, headerPairs: 50 };

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
  const parts = new FormParts(form, sink);
  try {
    await feedForm(request, form, signal);
    if (parts.file === undefined) throw badForm('The form has no part named file.');
    return { received: await parts.file.received, filename: parts.file.filename, fields: parts.fields };
  } catch (error) {
    await parts.file?.received.then(drop, () => undefined);
    throw error;
  }
}

function formParser(request: IncomingMessage): busboy.Busboy {
  try {
    return busboy({ headers: request.headers, limits: LIMITS, defParamCharset: 'utf8', preservePath: true });
  } catch (cause) {
    throw badForm('The form cannot be read.', cause);
  }
}
