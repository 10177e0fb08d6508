import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { createStream } from 'rotating-file-stream';

const KEPT = 5;

/** Appends lines to a file that is put aside at 10 MB, as `file.1` … `file.5`, the oldest of which goes. */
export function openLogFile(path: string, onFault: (error: Error) => void): Writable {
  mkdirSync(dirname(path), { recursive: true });
  const stream = createStream(basename(path), {
    path: dirname(path),
    size: '10M',
    rotate: KEPT,
    mode: 0o640,
    encoding: 'utf8',
  });
  // A log that cannot be written must not end the service; what it would have said is on standard output too.
  stream.on('error', onFault);
  return stream;
}
