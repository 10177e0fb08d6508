import type { Claims } from '../claims';
import { hex } from '../claims';
import { architectureOfReadobj } from './readobj-arch';
import type { Group } from './readobj-tree';
import { groupsNamed, nameOf, numberOf } from './readobj-tree';

export const READOBJ_MACHO = ['--file-headers', '--sections', '--symbols', '--needed-libs'];

const STAB = 0xe0n;
const PRIVATE = 'PrivateExtern';
const TYPES = { undefined: 0x0n, absolute: 0x2n, section: 0xen, prebound: 0xcn } as const;
const KINDS: Readonly<Record<string, string>> = {
  'Relocatable (0x1)': 'relocatable',
  'Executable (0x2)': 'executable',
  'Core (0x4)': 'core',
  'DynamicLibrary (0x6)': 'shared_library',
  'Bundle (0x8)': 'shared_library',
};
const ZERO_FILLED = ['ZeroFill (0x1)', 'GBZeroFill (0xC)', 'ThreadLocalZerofill (0x12)'];

export function machoClaimsOfReadobj(root: Group): Claims {
  const [header] = groupsNamed(root, 'MachHeader');
  const symbols = groupsNamed(root, 'Symbol').filter(isExternal);
  const isOf = (symbol: Group, ...types: readonly bigint[]): boolean => types.includes(typeOf(symbol));
  const flags = new Set(
    groupsNamed(header ?? root, 'Flags').flatMap(({ lines }) => lines.map((each) => each.split(' ')[0])),
  );
  const kind = KINDS[header?.values.get('FileType') ?? ''];
  return {
    ...architectureOfReadobj(root),
    ...(kind !== undefined && { kind: [kind] }),
    bits: [root.values.get('AddressSize') === '64bit' ? '64' : '32'],
    stripped: [String(!groupsNamed(root, 'Symbol').some(isLocal))],
    sections: groupsNamed(root, 'Section').map((each) => {
      const size = hex(numberOf(each, 'Size'));
      const inFile = ZERO_FILLED.includes(each.values.get('Type') ?? '') ? '0x0' : size;
      return `${nameOf(each, 'Segment')}.${nameOf(each)} ${hex(numberOf(each, 'Address'))} ${inFile} ${size}`;
    }),
    // C names begin with an underscore that their sources do not have.
    imports: symbols
      .filter((each) => isOf(each, TYPES.prebound) || (isOf(each, TYPES.undefined) && numberOf(each, 'Value') === 0n))
      .map((each) => nameOf(each).replace(/^_(?=.)/, '')),
    exports: symbols
      .filter((each) => isOf(each, TYPES.section, TYPES.absolute) && !each.lines.includes(PRIVATE))
      .map((each) => `${nameOf(each)} ${hex(numberOf(each, 'Value'))}`),
    libraries: groupsNamed(root, 'NeededLibraries').flatMap(({ lines }) => lines),
    nx: [String(!flags.has('MH_ALLOW_STACK_EXECUTION'))],
    ...(header?.values.get('FileType') === 'Executable (0x2)' && { pie: [String(flags.has('MH_PIE'))] }),
    no_heap_execution: [String(flags.has('MH_NO_HEAP_EXECUTION'))],
  };
}

/** But for the one that strip(1) leaves in place of all. */
function isLocal(symbol: Group): boolean {
  const isDebugging = (numberOf(symbol, 'Type') & STAB) !== 0n;
  const isSeen = symbol.lines.includes('Extern') || symbol.lines.includes(PRIVATE);
  return !isDebugging && !isSeen && !nameOf(symbol).startsWith('radr://');
}

function typeOf(symbol: Group): bigint {
  return numberOf(symbol, 'Type') & 0xen;
}

function isExternal(symbol: Group): boolean {
  return symbol.lines.includes('Extern') && (numberOf(symbol, 'Type') & STAB) === 0n && nameOf(symbol) !== '';
}
