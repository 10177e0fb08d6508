import type { ByteSource } from '#domain/bytes/byte-source';
import { once } from '#domain/shared/once';
import type { ElfDynamic } from './elf-dynamic';
import { readElfDynamic } from './elf-dynamic';
import { ElfFile } from './elf-file';
import { readInterpreter } from './elf-interpreter';
import type { LoaderCalls } from './elf-loader-calls';
import { readLoaderCalls } from './elf-loader-calls';
import type { ElfNotes } from './elf-notes';
import { readElfNotes } from './elf-notes';
import type { ElfSymbolTables } from './elf-symbol-tables';
import { elfSymbolTables } from './elf-symbol-tables';

/** An ELF file with what several readers ask for; each is read when it is first asked for. */
export class OpenedElf {
  readonly format = 'elf';

  private constructor(readonly file: ElfFile) {}

  /** `undefined` when the header cannot be read. @throws what the source throws. */
  static async open(source: ByteSource): Promise<OpenedElf | undefined> {
    const file = await ElfFile.open(source);
    return file && new OpenedElf(file);
  }

  /** `undefined` when the file is linked statically, or not linked. @throws what the source throws. */
  readonly dynamic = once((): Promise<ElfDynamic | undefined> => readElfDynamic(this.file));

  /** @throws what the source throws. */
  readonly loaderCalls = once(async (): Promise<LoaderCalls> => readLoaderCalls(this.file, await this.dynamic()));

  /** Where the tables of symbols are. @throws what the source throws. */
  readonly symbolTables = once(async (): Promise<ElfSymbolTables> => elfSymbolTables(this.file, await this.dynamic()));

  /** The loader that it names. @throws what the source throws. */
  readonly interpreter = once((): Promise<string | undefined> => readInterpreter(this.file));

  /** @throws what the source throws. */
  readonly notes = once((): Promise<ElfNotes> => readElfNotes(this.file));
}
