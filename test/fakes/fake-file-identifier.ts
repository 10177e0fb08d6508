import { FileIdentifier } from '#application/ports/file-identifier.port';
import type { OpenedFile } from '#application/ports/opened-file';
import type { LibmagicVerdict } from '#domain/identification/libmagic-verdict';
import { mimeType, UNKNOWN_MIME_TYPE } from '#domain/shared/mime-type';

/** Knows ELF, PNG, text and nothing else, by their first bytes. */
export class FakeFileIdentifier extends FileIdentifier {
  /** What every call throws from now on. */
  fault: Error | undefined;

  async identify({ source }: OpenedFile): Promise<LibmagicVerdict> {
    if (this.fault !== undefined) throw this.fault;
    const bytes = Buffer.from(await source.read(0, 4096));
    const [description, mime, encoding, extensions] = verdictOf(bytes);
    return {
      description,
      mimeType: mime === undefined ? UNKNOWN_MIME_TYPE : mimeType(mime),
      printedMimeType: mime ?? UNKNOWN_MIME_TYPE,
      encoding,
      extensions,
      elapsedMs: 0,
    };
  }

  version(): Promise<string> {
    return this.fault === undefined ? Promise.resolve('5.44') : Promise.reject(this.fault);
  }
}

function verdictOf(bytes: Buffer): [string, string | undefined, string, readonly string[]] {
  if (bytes.length === 0) return ['empty', 'application/x-empty', 'binary', []];
  if (bytes.subarray(0, 4).toString('latin1') === '\x7fELF') return ['ELF', 'application/x-executable', 'binary', []];
  if (bytes.subarray(1, 4).toString('latin1') === 'PNG') return ['PNG image data', 'image/png', 'binary', ['png']];
  const isText = bytes.every((byte) => byte >= 0x20 || byte === 0x0a);
  return isText ? ['ASCII text', 'text/plain', 'us-ascii', []] : ['data', undefined, 'binary', []];
}
