import type { AnalysisDocument } from '#domain/document/analysis-document';
import { HARDENING_FIELDS } from '#domain/document/hardening';
import type { Check, Claims } from './claims';
import { hex } from './claims';

const NOTHING = 'none';

type Line = (document: AnalysisDocument) => readonly string[];

/** What the document says, as the tools say it. */
export function ourClaims(document: AnalysisDocument): Claims {
  const { format, entry_point: entry, kind } = document.metadata.file;
  const { hardening } = document.summary;
  const flags = HARDENING_FIELDS.flatMap((field): (readonly [Check, readonly string[]])[] => {
    const value = hardening[field];
    return value === undefined ? [] : [[field, [String(value)]]];
  });
  return {
    sections: SECTIONS[format](document),
    imports: document.imports.map(({ name, library }) =>
      format === 'pe' ? `${library?.toLowerCase() ?? ''}!${name}` : name,
    ),
    exports: document.exports.map(({ name, address, forwarder }) => {
      return `${name} ${forwarder === undefined ? address : format === 'macho' ? '[re-export]' : forwarder}`;
    }),
    libraries: document.libraries.map((name) => (format === 'pe' ? name.toLowerCase() : name)),
    entry_point: entry === undefined ? (format === 'elf' && kind !== 'other' ? ['0x0'] : []) : [entry],
    ...identityOf(document),
    ...Object.fromEntries(flags),
  };
}

function identityOf({ metadata: { file } }: AnalysisDocument): Claims {
  return {
    architecture: [file.architecture],
    bits: [String(file.bits)],
    endianness: [file.endianness],
    kind: [file.kind],
    static: [String(file.static)],
    stripped: [String(file.stripped)],
    os: [file.os ?? NOTHING],
    language: [file.language ?? NOTHING],
    compiler: [file.compiler ?? NOTHING],
  };
}

const SECTIONS: Readonly<Record<AnalysisDocument['metadata']['file']['format'], Line>> = {
  elf: ({ sections }) => sections.map(({ name, address, virtual_size: size }) => `${name} ${address} ${hex(size)}`),
  pe: ({ sections }) => sections.map(withBothSizes),
  macho: ({ sections }) => sections.map(withBothSizes),
};

function withBothSizes({ name, address, size, virtual_size: memory }: AnalysisDocument['sections'][number]): string {
  return `${name} ${address} ${hex(size)} ${hex(memory)}`;
}
