import type { Claims } from '../claims';
import type { Group } from './readobj-tree';

/** LLVM's names for what we call otherwise; of what it does not know it has no word. */
const OTHERWISE: Readonly<Record<string, string | undefined>> = {
  i386: 'x86',
  aarch64: 'arm64',
  thumb: 'arm',
  mipsel: 'mips',
  mips64el: 'mips64',
  powerpc64le: 'powerpc64',
  systemz: 's390x',
  loongarch32: 'loongarch',
  loongarch64: 'loongarch',
  bpfel: 'bpf',
  bpfeb: 'bpf',
  sparcv9: 'sparc64',
  amdgcn: 'amdgpu',
  unknown: undefined,
};

/** Its processor. */
export function architectureOfReadobj(root: Group): Claims {
  const said = root.values.get('Arch') ?? 'unknown';
  const architecture = said in OTHERWISE ? OTHERWISE[said] : said;
  return architecture === undefined ? {} : { architecture: [architecture] };
}
