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

export interface FilesUpload<Received> {
  readonly files: readonly { readonly received: Received; readonly filename: string }[];
  readonly fields: Readonly<Record<string, unknown>>;
}

const LIMITS = { files: 1, fields: 20, parts: 23, fieldNameSize: 100, fieldSize: 16 * KB, headerPairs: 50 };

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
    const [file] = parts.files;
    if (file === undefined) throw badForm('The form has no part named file.');
    return { received: await file.received, filename: file.filename, fields: parts.fields };
  } catch (error) {
    for (const { received } of parts.files) await received.then(drop, () => undefined);
    throw parts.fault ?? error;
  }
}

/**
 * The same of a form with one to `mostFiles` files, each in a field `file`.
 * @throws DomainError `INVALID_OPTION`, and what the sink throws.
 */
export async function readForms<Received>(
  request: IncomingMessage,
  sink: Sink<Received>,
  drop: (received: Received) => Promise<void>,
  signal: AbortSignal,
  mostFiles: number,
): Promise<FilesUpload<Received>> {
  const form = formParser(request, mostFiles);
  const parts = new FormParts(form, sink, mostFiles);
  try {
    await feedForm(request, form, signal);
    if (parts.files.length === 0) throw badForm('The form has no part named file.');
    const files = await Promise.all(
      parts.files.map(async ({ filename, received }) => ({ filename, received: await received })),
    );
    return { files, fields: parts.fields };
  } catch (error) {
    for (const { received } of parts.files) await received.then(drop, () => undefined);
    throw parts.fault ?? error;
  }
}

function formParser(request: IncomingMessage, files = LIMITS.files): busboy.Busboy {
  try {
    const limits = { ...LIMITS, files, parts: LIMITS.parts + files };
    return busboy({ headers: request.headers, limits, defParamCharset: 'utf8', preservePath: true });
  } catch (cause) {
    throw badForm('The form cannot be read.', cause);
  }
}
