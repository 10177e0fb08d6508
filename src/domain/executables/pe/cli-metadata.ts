import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { NAME_LIMIT, NameTable } from '#domain/bytes/name-table';
import { MAX_SYMBOLS } from '#domain/bytes/read-table';
import { readScatteredWords } from '#domain/bytes/scattered-words';
import { tameText } from '#domain/shared/hostile-text';
import { MB } from '#domain/shared/quantities';
import { genericTypeOf } from './cli-signatures';
import type { CliReference } from './cli-tables';
import { CLI_TABLE, CliTables } from './cli-tables';
import type { MetadataStream } from './metadata-streams';
import { PE_DIRECTORY } from './pe-constants';
import type { PeFile } from './pe-file';

/** A method with a body, as `Namespace.Type/Nested::Name`. */
export interface CliMethod {
  readonly name: string;
  /** Of its body: a header, then IL. */
  readonly rva: number;
  /** Bytes of header and IL. */
  readonly size: number;
}

/** What is used of another assembly, as `Namespace.Type::Name`, or of a native library by its own name. */
export interface CliImport {
  readonly library: string;
  readonly name: string;
}

/** What the metadata of a .NET image says, at most 250,000 of a kind. */
export interface CliMetadata {
  /** All of its code is IL, which no processor runs. */
  readonly isIlOnly: boolean;
  readonly methods: readonly CliMethod[];
  /** Members of other assemblies, then functions of native libraries (P/Invoke); each once, whatever its overloads. */
  readonly imports: readonly CliImport[];
  /** Assemblies, then native libraries. */
  readonly libraries: readonly string[];
}

const CLI_HEADER_SIZE = 72;
/** COMIMAGE_FLAGS_ILONLY. */
const IL_ONLY = 1;
const MAX_STREAM = 32 * MB;
const MAX_NESTING = 16;
/** Characters of the names of imports, and of methods: those of the largest assemblies have a tenth. */
const MAX_NAMES = 16 * MB;
/** CorILMethod_FatFormat, of the lowest bits of a body's first byte. */
const FAT = 3;

/** `undefined` for an image without, or without any that can be read. Source: ECMA-335, 6th edition, II.24 and II.25. @throws what the source throws. */
export async function readCliMetadata(
  file: PeFile,
  found: readonly MetadataStream[],
): Promise<CliMetadata | undefined> {
  const directory = file.directory(PE_DIRECTORY.clr);
  if (directory === undefined) return undefined;
  const header = await file.at(directory.rva, CLI_HEADER_SIZE);
  const read = (name: string): Promise<ByteView | undefined> => readStream(file, found, name);
  const tables = (await read('#~')) ?? (await read('#-'));
  if (tables === undefined) return undefined;
  const reader = new MetadataReader(
    new CliTables(tables),
    new NameTable((await read('#Strings'))?.bytes ?? new Uint8Array(0)),
    (await read('#Blob')) ?? new ByteView(new Uint8Array(0), true),
  );
  return {
    // A native image made ahead of time lies beside the IL (ManagedNativeHeader).
    isIlOnly: (header.u32(16) & IL_ONLY) !== 0 && header.u32(64) === 0,
    methods: await withSizes(file, reader.methods()),
    imports: reader.imports(),
    libraries: reader.libraries(),
  };
}

/** The first of this name, as much as is read of one. */
async function readStream(
  { source }: PeFile,
  streams: readonly MetadataStream[],
  name: string,
): Promise<ByteView | undefined> {
  const stream = streams.find((each) => each.name === name);
  return stream && new ByteView(await readWithin(source, stream.offset, Math.min(stream.size, MAX_STREAM)), true);
}

/** The first byte of a body says how long a small one is; of others the second word does. */
async function withSizes(file: PeFile, methods: readonly Omit<CliMethod, 'size'>[]): Promise<readonly CliMethod[]> {
  const placed = methods.flatMap((method) => {
    const offset = file.offsetOf(method.rva);
    return offset === undefined ? [] : [{ ...method, offset }];
  });
  const offsets = new Set(placed.flatMap(({ offset }) => [offset, offset + 4]));
  const words = await readScatteredWords(file.source, offsets);
  return placed.map(({ offset, ...method }) => {
    const first = words.get(offset) ?? 0;
    if ((first & 3) !== FAT) return { ...method, size: 1 + ((first & 0xff) >>> 2) };
    return { ...method, size: ((first >>> 12) & 0xf) * 4 + (words.get(offset + 4) ?? 0) };
  });
}

class MetadataReader {
  private readonly types = new Map<string, string>();
  private readonly enclosing = new Map<number, number>();

  constructor(
    private readonly tables: CliTables,
    private readonly names: NameTable,
    private readonly blobs: ByteView,
  ) {
    for (const row of this.rowsOf(CLI_TABLE.nestedClass)) {
      this.enclosing.set(tables.cell(CLI_TABLE.nestedClass, row, 0), tables.cell(CLI_TABLE.nestedClass, row, 1));
    }
  }

  methods(): readonly Omit<CliMethod, 'size'>[] {
    const methods: Omit<CliMethod, 'size'>[] = [];
    let room = MAX_NAMES;
    const owners = this.ownersOfMethods();
    for (const row of this.rowsOf(CLI_TABLE.methodDef)) {
      const rva = this.tables.cell(CLI_TABLE.methodDef, row, 0);
      const name = this.name(CLI_TABLE.methodDef, row, 3);
      const owner = owners[row];
      if (rva === 0) continue;
      const whole = member(owner === undefined ? '' : this.typeDefinition(owner), name);
      room -= whole.length;
      if (room < 0) break;
      methods.push({ name: whole, rva });
    }
    return methods;
  }

  imports(): readonly CliImport[] {
    const found = new Map<string, CliImport>();
    let room = MAX_NAMES;
    const add = (library: string, name: string): void => {
      const key = `${library}\0${name}`;
      if (library === '' || name === '' || found.has(key)) return;
      room -= key.length;
      if (room >= 0) found.set(key, { library, name });
    };
    for (const row of this.rowsOf(CLI_TABLE.memberRef)) {
      if (room < 0) break;
      const type = this.typeReferred(this.tables.reference(CLI_TABLE.memberRef, row, 0));
      if (type === undefined) continue;
      add(this.assemblyOf(type), member(this.referredName(type), this.name(CLI_TABLE.memberRef, row, 1)));
    }
    for (const row of this.rowsOf(CLI_TABLE.implMap)) {
      const library = this.tables.cell(CLI_TABLE.implMap, row, 3);
      add(this.name(CLI_TABLE.moduleRef, library, 0), this.name(CLI_TABLE.implMap, row, 2));
    }
    return [...found.values()];
  }

  libraries(): readonly string[] {
    const assemblies = this.rowsOf(CLI_TABLE.assemblyRef).map((row) => this.name(CLI_TABLE.assemblyRef, row, 6));
    const modules = this.rowsOf(CLI_TABLE.moduleRef).map((row) => this.name(CLI_TABLE.moduleRef, row, 0));
    return [...new Set([...assemblies, ...modules])].filter((name) => name !== '');
  }

  private rowsOf(table: number): readonly number[] {
    return Array.from({ length: Math.min(this.tables.rows(table), MAX_SYMBOLS) }, (_, index) => index + 1);
  }

  private name(table: number, row: number, column: number): string {
    return row === 0 ? '' : this.names.at(this.tables.cell(table, row, column));
  }

  /** A type has the methods from its first on, up to the first of the next type. */
  private ownersOfMethods(): readonly (number | undefined)[] {
    const { tables } = this;
    const last = Math.min(tables.rows(CLI_TABLE.methodDef), MAX_SYMBOLS);
    const owners = new Array<number | undefined>(last + 1);
    for (const row of this.rowsOf(CLI_TABLE.typeDef)) {
      const first = tables.cell(CLI_TABLE.typeDef, row, 5);
      if (first > 0 && first <= last) owners[first] = row;
    }
    for (let row = 2; row <= last; row++) owners[row] ??= owners[row - 1];
    return owners;
  }

  /** With its namespace, and the types around it. */
  private typeDefinition(row: number): string {
    return this.nested(`d${row}`, (depth) => {
      const outer = depth < MAX_NESTING ? this.enclosing.get(row) : undefined;
      const own = this.qualified(CLI_TABLE.typeDef, row);
      return outer === undefined || outer === row ? own : `${this.typeDefinition(outer)}/${own}`;
    });
  }

  private referredName(row: number): string {
    return this.nested(`r${row}`, (depth) => {
      const scope = this.tables.reference(CLI_TABLE.typeRef, row, 0);
      const own = this.qualified(CLI_TABLE.typeRef, row);
      const isNested = scope?.table === CLI_TABLE.typeRef && depth < MAX_NESTING;
      return isNested ? `${this.referredName(scope.row)}/${own}` : own;
    });
  }

  private depth = 0;

  /** Each is put together once; a chain that leads back to itself ends. */
  private nested(key: string, make: (depth: number) => string): string {
    const known = this.types.get(key);
    if (known !== undefined) return known;
    this.depth++;
    const name = tameText(make(this.depth), NAME_LIMIT);
    this.depth--;
    this.types.set(key, name);
    return name;
  }

  private qualified(table: number, row: number): string {
    const [name, space] = [this.name(table, row, 1), this.name(table, row, 2)];
    return space === '' ? name : `${space}.${name}`;
  }

  /** The row of the type that a member of another assembly is of. */
  private typeReferred(parent: CliReference | undefined): number | undefined {
    if (parent?.table === CLI_TABLE.typeRef) return parent.row;
    if (parent?.table !== CLI_TABLE.typeSpec) return undefined;
    const type = genericTypeOf(this.blobs, this.tables.cell(CLI_TABLE.typeSpec, parent.row, 0));
    return type?.table === CLI_TABLE.typeRef ? type.row : undefined;
  }

  private assemblyOf(type: number): string {
    let row = type;
    for (let depth = 0; depth < MAX_NESTING; depth++) {
      const scope = this.tables.reference(CLI_TABLE.typeRef, row, 0);
      if (scope?.table === CLI_TABLE.assemblyRef) return this.name(CLI_TABLE.assemblyRef, scope.row, 6);
      if (scope?.table !== CLI_TABLE.typeRef) return '';
      row = scope.row;
    }
    return '';
  }
}

function member(type: string, name: string): string {
  return type === '' || type === '<Module>' ? name : tameText(`${type}::${name}`, NAME_LIMIT);
}
