import type { ByteSource } from '#domain/bytes/byte-source';
import type { Export } from '#domain/document/symbols';
import type { NamedSymbol } from '#domain/shared/named-symbol';
import { once } from '#domain/shared/once';
import type { CliMetadata } from './cli-metadata';
import { readCliMetadata } from './cli-metadata';
import type { MetadataStream } from './metadata-streams';
import { readMetadataStreams } from './metadata-streams';
import { readCoffSymbols } from './pe-coff-symbols';
import { readPeExports } from './pe-exports';
import { PeFile } from './pe-file';
import type { PeImports } from './pe-imports';
import { readPeImports } from './pe-imports';
import type { PeResources } from './pe-resources';
import { readPeResources } from './pe-resources';

/** A PE file with what several readers ask for; each is read when it is first asked for. */
export class OpenedPe {
  readonly format = 'pe';

  private constructor(readonly file: PeFile) {}

  /** `undefined` when the header cannot be read. @throws what the source throws. */
  static async open(source: ByteSource): Promise<OpenedPe | undefined> {
    const file = await PeFile.open(source);
    return file && new OpenedPe(file);
  }

  /** `undefined` for an image without .NET metadata. @throws what the source throws. */
  readonly cli = once(async (): Promise<CliMetadata | undefined> =>
    readCliMetadata(this.file, await this.metadataStreams()),
  );

  /** Heaps and tables of .NET; none in an image without. @throws what the source throws. */
  readonly metadataStreams = once((): Promise<readonly MetadataStream[]> => readMetadataStreams(this.file));

  /** @throws what the source throws. */
  readonly exports = once((): Promise<readonly Export[]> => readPeExports(this.file));

  /** Functions that COFF symbols name. @throws what the source throws. */
  readonly coffSymbols = once((): Promise<readonly NamedSymbol[]> => readCoffSymbols(this.file));

  /** @throws what the source throws. */
  readonly imports = once((): Promise<PeImports> => readPeImports(this.file));

  /** @throws what the source throws. */
  readonly resources = once((): Promise<PeResources> => readPeResources(this.file));
}
