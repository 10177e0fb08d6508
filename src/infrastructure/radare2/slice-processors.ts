import type { Architecture } from '#domain/shared/executable-header';

/** radare2's names of the processors that universal files are made for. */
export const SLICE_PROCESSORS: Partial<Readonly<Record<Architecture, string>>> = {
  x86: 'x86',
  x86_64: 'x86',
  arm: 'arm',
  arm64: 'arm',
  powerpc: 'ppc',
  powerpc64: 'ppc',
};
