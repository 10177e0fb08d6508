import { ordinalName } from '#domain/executables/pe/well-known-ordinals';
import type { Check, Claims } from '../claims';
import { hex } from '../claims';
import { architectureOfReadobj } from './readobj-arch';
import type { Group } from './readobj-tree';
import { groupsNamed, nameOf, numberOf } from './readobj-tree';

export const READOBJ_PE = [
  '--file-headers',
  '--sections',
  '--coff-imports',
  '--coff-exports',
  '--coff-load-config',
  '--coff-debug-directory',
];

const I386 = 0x14cn;
const DLL = 'IMAGE_FILE_DLL (0x2000)';
const DRIVERS = [
  'IMAGE_SUBSYSTEM_NATIVE (0x1)',
  'IMAGE_SUBSYSTEM_EFI_BOOT_SERVICE_DRIVER (0xB)',
  'IMAGE_SUBSYSTEM_EFI_RUNTIME_DRIVER (0xC)',
];
const RELOCATIONS_STRIPPED = 'IMAGE_FILE_RELOCS_STRIPPED (0x1)';
const FLAGS: readonly (readonly [Check, string])[] = [
  ['aslr', 'IMAGE_DLL_CHARACTERISTICS_DYNAMIC_BASE'],
  ['high_entropy_aslr', 'IMAGE_DLL_CHARACTERISTICS_HIGH_ENTROPY_VA'],
  ['dep', 'IMAGE_DLL_CHARACTERISTICS_NX_COMPAT'],
  ['force_integrity', 'IMAGE_DLL_CHARACTERISTICS_FORCE_INTEGRITY'],
];
const CFG_INSTRUMENTED = 0x100n;

export function peClaimsOfReadobj(root: Group): Claims {
  const [header] = groupsNamed(root, 'ImageOptionalHeader');
  const base = numberOf(header, 'ImageBase');
  const entry = numberOf(header, 'AddressOfEntryPoint');
  const imports = [...importsOf(root), ...delayedImportsOf(root)];
  const [file] = groupsNamed(root, 'ImageFileHeader');
  const isLibrary = groupsNamed(file ?? root, 'Characteristics').some(({ lines }) => lines.includes(DLL));
  const kind = DRIVERS.includes(header?.values.get('Subsystem') ?? '') ? 'driver' : 'executable';
  return {
    ...architectureOfReadobj(root),
    bits: [root.values.get('AddressSize') === '64bit' ? '64' : '32'],
    endianness: ['little'],
    kind: [isLibrary ? 'shared_library' : kind],
    static: [String(imports.length === 0)],
    stripped: [
      String(
        numberOf(file, 'SymbolCount') === 0n &&
          !groupsNamed(root, 'PDBInfo').some((each) => nameOf(each, 'PDBFileName') !== ''),
      ),
    ],
    sections: groupsNamed(root, 'Section').map((each) => {
      const sizes = ['RawDataSize', 'VirtualSize'].map((key) => hex(numberOf(each, key)));
      return [nameOf(each), hex(base + numberOf(each, 'VirtualAddress')), ...sizes].join(' ');
    }),
    imports: imports.map(([library, symbol]) => `${library}!${symbol}`),
    exports: groupsNamed(root, 'Export').map((each) => {
      const target = each.values.get('ForwardedTo') ?? hex(base + numberOf(each, 'RVA'));
      return `${nameOf(each) === '' ? `Ordinal_${each.values.get('Ordinal') ?? ''}` : nameOf(each)} ${target}`;
    }),
    libraries: [...new Set(imports.map(([library]) => library))],
    entry_point: entry === 0n ? [] : [hex(base + entry)],
    ...hardeningOf(root, header),
  };
}

function importsOf(root: Group): readonly (readonly [library: string, symbol: string])[] {
  return root.groups
    .filter(({ name }) => name === 'Import')
    .flatMap((group) => group.repeated.get('Symbol')?.map((symbol) => named(nameOf(group), symbol)) ?? []);
}

function delayedImportsOf(root: Group): readonly (readonly [library: string, symbol: string])[] {
  return groupsNamed(root, 'DelayImport').flatMap((group) =>
    groupsNamed(group, 'Import').map((each) => named(nameOf(group), each.values.get('Symbol') ?? '')),
  );
}

/** `Sleep (12)`, or for a number alone ` (12)`; a few libraries never change their numbers. */
function named(library: string, symbol: string): readonly [library: string, symbol: string] {
  const [, name = '', number = ''] = /^(.*?) ?\((\d+)\)$/.exec(symbol) ?? [];
  if (name !== '') return [library.toLowerCase(), name];
  const known = ordinalName(library.toLowerCase(), Number(number));
  return [library.toLowerCase(), known === `ord${number}` ? `Ordinal_${number}` : known];
}

function hardeningOf(root: Group, header: Group | undefined): Claims {
  const [file] = groupsNamed(root, 'ImageFileHeader');
  const [config] = groupsNamed(root, 'LoadConfig');
  const characteristics = new Set(groupsNamed(header ?? root, 'Characteristics').flatMap(({ lines }) => lines));
  const has = (flag: string): boolean => [...characteristics].some((line) => line.startsWith(`${flag} (`));
  const moves = !groupsNamed(file ?? root, 'Characteristics').some(({ lines }) => lines.includes(RELOCATIONS_STRIPPED));
  const flags = FLAGS.map(([check, flag]) => {
    const counts =
      check === 'dep' || check === 'force_integrity' || (has('IMAGE_DLL_CHARACTERISTICS_DYNAMIC_BASE') && moves);
    return [check, [String(has(flag) && counts)]] as const;
  });
  const withoutHandlers = has('IMAGE_DLL_CHARACTERISTICS_NO_SEH');
  const isGuarded = (numberOf(config, 'GuardFlags') & CFG_INSTRUMENTED) !== 0n;
  const hasTable = numberOf(config, 'SEHandlerTable') !== 0n;
  return {
    ...Object.fromEntries(flags),
    cfg: [String(has('IMAGE_DLL_CHARACTERISTICS_GUARD_CF') && isGuarded)],
    seh: [String(!withoutHandlers)],
    ...(numberOf(file, 'Machine') === I386 && { safe_seh: [String(withoutHandlers || hasTable)] }),
    code_signature: [String(numberOf(groupsNamed(root, 'DataDirectory')[0], 'CertificateTableSize') !== 0n)],
  };
}
