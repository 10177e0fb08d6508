import type { Hardening, Import } from '#domain/analysis/analysis-document';
import type { ExecutableHeader } from '#domain/identification/executable-header';
import { flag } from './decode';
import type { JsonRecord } from './decode';
import type { HeaderFlags } from './header-flags';

// Source: Microsoft's PE format reference, DLL characteristics; Apple's mach-o/loader.h.
const PE = {
  highEntropyVa: 0x0020,
  dynamicBase: 0x0040,
  nxCompatible: 0x0100,
  noSeh: 0x0400,
  controlFlowGuard: 0x4000,
} as const;
const MACHO = { allowStackExecution: 0x0002_0000, pie: 0x0020_0000 } as const;

const RELRO = { no: 'none', none: 'none', partial: 'partial', full: 'full' } as const;

/** @param info radare2's `iIj` */
export function hardeningOf(
  header: ExecutableHeader,
  info: JsonRecord,
  flags: HeaderFlags | undefined,
  imports: readonly Import[],
): Hardening {
  switch (header.format) {
    case 'elf':
      return header.kind === 'relocatable' || header.kind === 'core' ? {} : elfHardening(header, info, imports);
    case 'pe':
      return peHardening(info, flags);
    case 'macho':
      return machoHardening(header, info, flags, imports);
  }
}

function elfHardening(header: ExecutableHeader, info: JsonRecord, imports: readonly Import[]): Hardening {
  const relro = RELRO[String(info['relro']) as keyof typeof RELRO] as (typeof RELRO)[keyof typeof RELRO] | undefined;
  return {
    ...defined('nx', flag(info['nx'])),
    ...(header.kind === 'executable' && defined('pie', flag(info['pic']))),
    ...defined('canary', flag(info['canary'])),
    relro: relro ?? 'none',
    fortify: isFortified(imports),
  };
}

function peHardening(info: JsonRecord, flags: HeaderFlags | undefined): Hardening {
  const canary = defined('canary', flag(info['canary']));
  if (flags === undefined) return canary;
  const has = (bit: number): boolean => (flags.characteristics & bit) !== 0;
  return {
    ...canary,
    aslr: has(PE.dynamicBase),
    high_entropy_aslr: has(PE.highEntropyVa),
    dep: has(PE.nxCompatible),
    cfg: has(PE.controlFlowGuard),
    seh: !has(PE.noSeh),
    code_signature: flags.hasCodeSignature,
  };
}

function machoHardening(
  header: ExecutableHeader,
  info: JsonRecord,
  flags: HeaderFlags | undefined,
  imports: readonly Import[],
): Hardening {
  return {
    ...(flags !== undefined && {
      nx: (flags.characteristics & MACHO.allowStackExecution) === 0,
      ...(header.kind === 'executable' && { pie: (flags.characteristics & MACHO.pie) !== 0 }),
      code_signature: flags.hasCodeSignature,
    }),
    ...defined('canary', flag(info['canary'])),
    fortify: isFortified(imports),
  };
}

/** The checked variants of the C library, such as `__memcpy_chk`. */
function isFortified(imports: readonly Import[]): boolean {
  return imports.some(({ name }) => /^_{1,3}\w+_chk$/.test(name) && !name.includes('stack_chk'));
}

function defined<Key extends string>(key: Key, value: boolean | undefined): Partial<Record<Key, boolean>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, boolean>);
}
