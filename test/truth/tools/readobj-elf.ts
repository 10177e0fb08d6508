import type { Claims } from '../claims';
import { hex } from '../claims';
import { architectureOfReadobj } from './readobj-arch';
import type { Group } from './readobj-tree';
import { groupsNamed, nameOf, numberOf } from './readobj-tree';

export const READOBJ_ELF = [
  '--file-headers',
  '--sections',
  '--dyn-symbols',
  '--symbols',
  '--needed-libs',
  '--elf-output-style=LLVM',
];

/** Not those of the file and its sections. */
const NO_NAME = ['File (0x4)', 'Section (0x3)'];
const UNDEFINED = 'Undefined (0x0)';

/** Of a file that is not linked for a loader, the symbols for the linker say what it takes and gives. */
export function elfClaimsOfReadobj(root: Group): Claims {
  const [header] = groupsNamed(root, 'ElfHeader');
  // The first has no name, and may be the only one.
  const dynamic = symbolsOf(root, 'DynamicSymbols').filter((symbol) => nameOf(symbol) !== '');
  const symbols = (dynamic.length > 0 ? dynamic : symbolsOf(root, 'Symbols')).filter(isNamed);
  // In a program without symbols for a loader nobody fills what is undefined.
  const isLinked = dynamic.length === 0 && !(header?.values.get('Type') ?? '').startsWith('Relocatable');
  const takes = isLinked ? [] : symbols.filter((symbol) => symbol.values.get('Section') === UNDEFINED);
  const gives = symbols.filter((symbol) => symbol.values.get('Section') !== UNDEFINED);
  return {
    ...architectureOfReadobj(root),
    sections: groupsNamed(root, 'Section')
      .filter((section) => section.values.get('Type') !== 'SHT_NULL (0x0)')
      .map((each) => `${nameOf(each)} ${hex(numberOf(each, 'Address'))} ${hex(numberOf(each, 'Size'))}`),
    imports: takes.map(plainName),
    exports: gives.map((symbol) => `${plainName(symbol)} ${hex(numberOf(symbol, 'Value'))}`),
    libraries: groupsNamed(root, 'NeededLibraries').flatMap(({ lines }) => lines),
    entry_point: [hex(numberOf(header, 'Entry'))],
  };
}

function symbolsOf(root: Group, table: string): readonly Group[] {
  return groupsNamed(root, table).flatMap(({ groups }) => groups);
}

function isNamed(symbol: Group): boolean {
  const isLocal = symbol.values.get('Binding') === 'Local (0x0)';
  return !isLocal && nameOf(symbol) !== '' && !NO_NAME.includes(symbol.values.get('Type') ?? '');
}

/** Without the version that a symbol has by another table. */
function plainName(symbol: Group): string {
  return nameOf(symbol).replace(/(?<=.)@.*$/, '');
}
