import type { PackerSign } from '#domain/document/anatomy-facts';
import type { Architecture } from '#domain/shared/executable-header';
import type { Layout, MeasuredRegion } from './region';

export interface PackingEvidence extends Omit<Layout, 'regions'> {
  readonly architecture: Architecture;
  readonly regions: readonly MeasuredRegion[];
  /** `undefined` where the format does not tell imports in a way that says anything. */
  readonly importCount?: number;
  /** Managed code has one import and no packer needs that. */
  readonly isManaged: boolean;
}

const HIGH_ENTROPY = 7.1;
/** Where plain code may have more: processors with short instructions, such as RISC-V and SH, and those of which nobody has measured it. */
const HIGH_ENTROPY_OF_OTHERS = 7.7;
const MEASURED: ReadonlySet<Architecture> = new Set([
  'x86',
  'x86_64',
  'arm',
  'arm64',
  'mips',
  'mips64',
  'powerpc',
  'powerpc64',
  'sparc',
]);
const FEW_IMPORTS = 10;
/** Compressed code below this is not worth a packer. */
const SMALLEST_PACKED = 4096;
const LARGE_EMPTY = 16_384;
const ENOUGH = 0.65;

/** `undefined` when too little speaks for it: each sign alone is in honest programs too. */
export function signsOfPacking(evidence: PackingEvidence): PackerSign | undefined {
  const signs = [...entrySigns(evidence), ...regionSigns(evidence)];
  const confidence = 1 - signs.reduce((rest, [, weight]) => rest * (1 - weight), 1);
  const isPacked = signs.some(([, weight]) => weight >= 0.4) && confidence >= ENOUGH;
  if (!isPacked) return undefined;
  return {
    name: 'unknown',
    evidence: signs.map(([text]) => text),
    confidence: Number(Math.min(confidence, 0.95).toFixed(2)),
  };
}

type Sign = readonly [text: string, weight: number];

function* entrySigns({ format, architecture, regions, entry }: PackingEvidence): Generator<Sign> {
  if (entry === undefined || format === 'macho') return;
  const home = regions.findLastIndex(
    ({ address, virtualSize, size }) => entry >= address && entry < address + BigInt(Math.max(virtualSize, size)),
  );
  const region = regions[home];
  if (region === undefined) {
    if (format === 'pe') yield ['entry point outside of every section', 0.5];
    return;
  }
  if (isDense(region, architecture)) yield [`entry point in ${region.name}, entropy ${String(region.entropy)}`, 0.6];
  if (region.isWritable && region.isExecutable) yield [`entry point in ${region.name}, which is writable`, 0.45];
  if (format === 'pe' && home === regions.length - 1 && home >= 2)
    yield [`entry point in the last section, ${region.name}`, 0.4];
}

function* regionSigns({ format, architecture, regions, importCount, isManaged }: PackingEvidence): Generator<Sign> {
  const dense = regions.find((region) => region.isExecutable && isDense(region, architecture));
  const loaded =
    format === 'pe' ? regions.find((region) => isDense(region, architecture) && region.name !== '.rsrc') : dense;
  if (dense !== undefined) yield [`code in ${dense.name} with entropy ${String(dense.entropy)}`, 0.5];
  if (loaded !== undefined && importCount !== undefined && importCount <= FEW_IMPORTS && !isManaged) {
    yield [`only ${importCount} imports beside ${loaded.name} with entropy ${String(loaded.entropy)}`, 0.5];
  }
  const open = regions.find(({ isWritable, isExecutable }) => isWritable && isExecutable);
  if (open !== undefined) yield [`${open.name} is writable and executable`, 0.2];
  const empty = regions.find((region) => region.isExecutable && region.size === 0 && region.virtualSize >= LARGE_EMPTY);
  if (empty !== undefined)
    yield [`${empty.name} is executable and empty, with room for ${empty.virtualSize} bytes`, 0.45];
}

function isDense({ entropy = 0, size }: MeasuredRegion, architecture: Architecture): boolean {
  const high = MEASURED.has(architecture) ? HIGH_ENTROPY : HIGH_ENTROPY_OF_OTHERS;
  return entropy >= high && size >= SMALLEST_PACKED;
}
