import { load } from 'koffi';

/** Source: magic.h of file 5.44. */
export const MAGIC_FLAGS = { none: 0, mime: 0x0410, extension: 0x0100_0000 } as const;
const BYTES_MAX = 6;

/** A handle of the library; one call at a time. */
type Cookie = unknown;

const library = load('libmagic.so.1');
const functions = {
  open: library.func('void *magic_open(int flags)') as unknown as (flags: number) => Cookie,
  close: library.func('void magic_close(void *cookie)') as unknown as (cookie: Cookie) => void,
  load: library.func('int magic_load(void *cookie, const char *files)') as unknown as (
    cookie: Cookie,
    files: string | null,
  ) => number,
  setflags: library.func('int magic_setflags(void *cookie, int flags)') as unknown as (
    cookie: Cookie,
    flags: number,
  ) => number,
  setparam: library.func('int magic_setparam(void *cookie, int parameter, const size_t *value)') as unknown as (
    cookie: Cookie,
    parameter: number,
    value: readonly number[],
  ) => number,
  descriptor: library.func('const char *magic_descriptor(void *cookie, int descriptor)') as unknown as (
    cookie: Cookie,
    descriptor: number,
  ) => string | null,
  buffer: library.func('const char *magic_buffer(void *cookie, intptr_t buffer, size_t length)') as unknown as (
    cookie: Cookie,
    buffer: number | bigint,
    length: number,
  ) => string | null,
  error: library.func('const char *magic_error(void *cookie)') as unknown as (cookie: Cookie) => string | null,
  version: library.func('int magic_version()') as unknown as () => number,
};

export interface LibmagicOptions {
  /** Files separated by colons; absent: the library's own. */
  readonly database?: string;
  /** How much of a file is looked at, in bytes; absent: the library's own. */
  readonly bytesMax?: number;
}

/** Debian's libmagic with a database loaded. */
export class Libmagic {
  private constructor(
    private readonly cookie: Cookie,
    /** The version of the one that comes with the library; absent: another one. */
    readonly database: string | undefined,
  ) {}

  /** @throws Error `Failed to …: cause`. */
  static open({ database, bytesMax }: LibmagicOptions): Libmagic {
    const cookie = functions.open(MAGIC_FLAGS.none);
    if (cookie === null) throw new Error('Failed to open libmagic: it returned NULL');
    const libmagic = new Libmagic(cookie, database === undefined ? Libmagic.version() : undefined);
    if (functions.load(cookie, database ?? null) !== 0) throw libmagic.fault('load the magic database');
    if (bytesMax !== undefined && functions.setparam(cookie, BYTES_MAX, [bytesMax]) !== 0) {
      throw libmagic.fault('set the parameter bytes_max');
    }
    return libmagic;
  }

  /** Such as `5.44`. */
  static version(): string {
    const number = functions.version();
    return `${Math.trunc(number / 100)}.${String(number % 100).padStart(2, '0')}`;
  }

  /** @throws Error `Failed to analyze file: cause`. */
  ofDescriptor(descriptor: number, flags: number): string {
    this.setFlags(flags);
    return functions.descriptor(this.cookie, descriptor) ?? this.raise('analyze file');
  }

  /** @throws Error `Failed to analyze buffer: cause`. */
  ofBuffer(address: number | bigint, length: number, flags: number): string {
    this.setFlags(flags);
    return functions.buffer(this.cookie, address, length) ?? this.raise('analyze buffer');
  }

  close(): void {
    functions.close(this.cookie);
  }

  private setFlags(flags: number): void {
    if (functions.setflags(this.cookie, flags) !== 0) throw this.fault('set the flags');
  }

  private raise(operation: string): never {
    throw this.fault(operation);
  }

  private fault(operation: string): Error {
    return new Error(`Failed to ${operation}: ${functions.error(this.cookie) ?? 'libmagic returned NULL'}`);
  }
}
