import type { PackerSign } from '#domain/document/anatomy-facts';
import type { MarkerHits } from './markers';
import type { PackingEvidence } from './packing-signs';
import { signsOfPacking } from './packing-signs';

const BY_SECTION: Readonly<Record<string, string>> = {
  upx0: 'UPX',
  upx1: 'UPX',
  upx2: 'UPX',
  '.upx0': 'UPX',
  '.upx1': 'UPX',
  '.aspack': 'ASPack',
  '.adata': 'ASPack',
  '.asprotect': 'ASProtect',
  '.mpress1': 'MPRESS',
  '.mpress2': 'MPRESS',
  __mpress__v: 'MPRESS',
  '.themida': 'Themida',
  themida: 'Themida',
  '.winlice': 'WinLicense',
  winlicen: 'WinLicense',
  '.vmp0': 'VMProtect',
  '.vmp1': 'VMProtect',
  '.vmp2': 'VMProtect',
  '.vmp3': 'VMProtect',
  '.petite': 'Petite',
  petite: 'Petite',
  '.nsp0': 'NSPack',
  '.nsp1': 'NSPack',
  '.nsp2': 'NSPack',
  nsp0: 'NSPack',
  nsp1: 'NSPack',
  nsp2: 'NSPack',
  pec1: 'PECompact',
  pec2: 'PECompact',
  pec2to: 'PECompact',
  pecompact2: 'PECompact',
  '.pecompa': 'PECompact',
  '.upack': 'Upack',
  '.bydwing': 'Upack',
  'fsg!': 'FSG',
  '.enigma1': 'Enigma Protector',
  '.enigma2': 'Enigma Protector',
  '.rlpack': 'RLPack',
  '.perplex': 'Perplex PE-Protector',
  '.sforce3': 'StarForce',
  '.svkp': 'SVKP',
  '.tsuarch': 'TSULoader',
  '.tsustub': 'TSULoader',
  '.wwpack': 'WWPack',
  '.wwp32': 'WWPack',
  '!epack': 'EPack',
  '.neolite': 'NeoLite',
  '.neolit': 'NeoLite',
  '.spack': 'Simple Pack',
  '.taz': 'PESpin',
  '.yp': 'Y0da Protector',
  '.y0da': 'Y0da Protector',
  peshield: 'PEShield',
  '.pelock': 'PELock',
  pelocknt: 'PELock',
  pebundle: 'PEBundle',
  kkrunchy: 'kkrunchy',
  '.ccg': 'CCG Packer',
  '.shrink1': 'Shrinker',
  '.shrink2': 'Shrinker',
  procrypt: 'ProCrypt',
  '.mackt': 'ImpRec (rebuilt after unpacking)',
};
/** `.MEW` names its sections `MEW` and three bytes of its own. */
const BY_PREFIX: Readonly<Record<string, string>> = { mew: 'MEW', '.packed': 'RLPack' };
/** Behind the headers of a PE file, and behind the program headers of an ELF file. */
const UPX_HEADER_END = 4096;

/** Of a section's bytes: plain code has less, packed code more, however few they are. */
const DENSE = 6.8;
const PAGE = 4096;

/**
 * Packers that the file's own bytes name, the surest first; only where none does, an `unknown` one that shows by its ways. The name
 * of a section counts where the file is built as packers build: what has been unpacked keeps its names, and anyone can give them.
 * @param confirmed told by clues of their own (`packer-clue.ts`)
 */
export function findPackers(
  evidence: PackingEvidence,
  markers: MarkerHits,
  confirmed: readonly PackerSign[] = [],
): readonly PackerSign[] {
  const named = new Map<string, string[]>();
  const say = (name: string, what: string): void => {
    named.set(name, [...(named.get(name) ?? []), what]);
  };
  const signs = signsOfPacking(evidence);
  for (const [index, { name }] of evidence.regions.entries()) {
    const packer = packerOf(name.toLowerCase());
    if (packer !== undefined && (signs !== undefined || isBuiltPacked(evidence, index))) say(packer, `section ${name}`);
  }
  const upx = upxMagic(evidence, markers);
  if (upx !== undefined) say('UPX', upx);
  const version = named.has('UPX') ? upxVersion(markers) : undefined;
  const byBytes = [...named].map(([name, what]) => ({
    name,
    ...(name === 'UPX' && version !== undefined && { version }),
    evidence: [...what, ...(signs?.evidence ?? [])].slice(0, 8),
    confidence: confidenceOf(name, what, signs !== undefined),
  }));
  const known = [...confirmed.filter(({ name }) => name !== 'unknown'), ...byBytes];
  const unknown = [...confirmed, ...(signs === undefined ? [] : [signs])];
  return known.length > 0 ? known : unknown.slice(0, 1);
}

/** There is room for what is unpacked, or the section is dense, or the program begins in it and not in the first one. */
function isBuiltPacked({ regions, entry }: PackingEvidence, index: number): boolean {
  const region = regions[index];
  if (region === undefined) return false;
  const { address, virtualSize, size, entropy = 0 } = region;
  const hasRoom = regions.some((each) => each.isExecutable && each.size === 0 && each.virtualSize >= PAGE);
  const isEntered =
    index > 0 && entry !== undefined && entry >= address && entry < address + BigInt(Math.max(virtualSize, size));
  return hasRoom || entropy >= DENSE || isEntered;
}

function packerOf(section: string): string | undefined {
  if (Object.hasOwn(BY_SECTION, section)) return BY_SECTION[section];
  return Object.entries(BY_PREFIX).find(([prefix]) => section.startsWith(prefix))?.[1];
}

/** Two names, or packed bytes behind one, are hardly chance. */
function confidenceOf(name: string, what: readonly string[], looksPacked: boolean): number {
  if (what.length > 1) return looksPacked || name === 'UPX' ? 0.99 : 0.9;
  return looksPacked ? 0.95 : 0.7;
}

function upxMagic({ format, regions }: PackingEvidence, markers: MarkerHits): string | undefined {
  const magic = markers.get('upx');
  if (magic === undefined || magic.offset > UPX_HEADER_END) return undefined;
  // A program that speaks of UPX has the text among its data, not before the first section.
  const firstData = Math.min(...regions.filter(({ size }) => size > 0).map(({ offset }) => offset || UPX_HEADER_END));
  const isBeforeData = format === 'elf' ? magic.offset < 1024 : magic.offset < firstData;
  return isBeforeData ? `UPX! at offset ${magic.offset}` : undefined;
}

function upxVersion(markers: MarkerHits): string | undefined {
  const inHeader = /(\d\.\d\d)\0$/.exec(markers.get('upx')?.before ?? '')?.[1];
  return inHeader ?? /^\$Id: UPX (\d+\.[\d.]*\d)/.exec(markers.get('upx_info')?.after ?? '')?.[1];
}
