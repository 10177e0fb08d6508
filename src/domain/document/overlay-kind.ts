import type { ExecutableFormat } from '#domain/shared/executable-header';

/** What bytes behind a program are, if they are no program themselves. */
export const OVERLAY_CONTENTS = [
  'pyinstaller',
  'nsis',
  'inno',
  'autoit',
  'zip',
  '7z',
  'rar',
  'cab',
  'gzip',
  'xz',
  'bzip2',
  'zstd',
  'squashfs',
  'ole2',
  'pdf',
  'png',
  'sqlite',
  'haiku_resources',
  'module_signature',
  'padding',
  'unknown',
] as const;
export type OverlayKind = ExecutableFormat | (typeof OVERLAY_CONTENTS)[number];
