import type { Tool } from '#domain/document/tool';
import type { MarkerHit, MarkerHits, SoughtMarker, VersionMarker } from './markers';
import type { Sign } from './sign';

/** A text that a runtime or its library brings along, and where the version stands beside it. */
interface VersionText {
  readonly marker: VersionMarker;
  readonly tool: Tool;
  readonly needle: string;
  readonly meant?: RegExp;
  /** Where a version may stand, as the pattern's first group. */
  readonly where: 'before' | 'after';
  readonly pattern: RegExp;
}

const NO_VERSION = /^$/;

/** What tools leave that do not name their version in a place of its own. The first that is there counts. */
const VERSION_TEXTS: readonly VersionText[] = [
  {
    // OCaml's module Sys: its version, padded to words, then the header and the text of the name of its exception.
    marker: 'ocaml_sys',
    tool: 'ocamlopt',
    needle: 'Stdlib.Sys.Break',
    where: 'before',
    pattern: /(\d\.\d{1,2}\.\d{1,2}(?:[+~][\w.+~-]{1,24})?)\0{0,7}[^]?\xfc[^]{3}(?:\0{4})?$/,
  },
  {
    // rts/RtsMessages.c has the version in front of the text, unless the linker merged it with that of the next.
    marker: 'ghc_rts',
    tool: 'ghc',
    needle: '    (GHC version %s for %s)',
    where: 'before',
    pattern: /\0([7-9]\.\d{1,2}\.\d{1,2})\0$/,
  },
  {
    // Its module System.Info: fullCompilerVersion, then the module's name and compilerName.
    marker: 'ghc_info',
    tool: 'ghc',
    needle: 'System.Info\0ghc\0',
    where: 'before',
    pattern: /\0([7-9]\.\d{1,2}\.\d{1,2})\0$/,
  },
  {
    // Platform.version, which programs take along where they may ask for it: `3.13.7 (stable) (date) on "linux_x64"`.
    marker: 'dart_version',
    tool: 'dart',
    needle: ') on "',
    meant: /^\) on "[a-z]{3,9}_[a-z0-9_]{2,12}"/,
    where: 'before',
    pattern: /(\d{1,2}\.\d{1,2}\.\d{1,3}(?:-[\w.]{1,24})?) \((?:stable|beta|dev|main|be)\) \([^()\0]{10,40}$/,
  },
  {
    // The magic number of a snapshot, its length, its kind, the hash of the virtual machine that can load it (vm/snapshot.h).
    marker: 'dart_snapshot',
    tool: 'dart',
    needle: '\xf5\xf5\xdc\xdc',
    meant: /^[^]{20}[0-9a-f]{32}/,
    where: 'after',
    pattern: NO_VERSION,
  },
  {
    // The runtime of NativeAOT. Visual C++ puts two texts more between.
    marker: 'native_aot',
    tool: 'ilc',
    needle: '----Init---- [ GC ]',
    where: 'before',
    pattern:
      /\0(\d{1,2}\.\d\.\d{1,3}(?:-[\w.]{1,40})?)\0(?:\nProcess is terminating due to StackOverflowException\.\n\0+\.NET Finalizer\0+)?$/,
  },
  {
    // DW_AT_producer: only where debugging information is inside (`codegen/llvm.zig`).
    marker: 'zig_producer',
    tool: 'zig',
    needle: 'zig 0.',
    meant: /^zig 0\.\d{1,2}\.\d{1,2}\0/,
    where: 'after',
    pattern: /^zig (0\.\d{1,2}\.\d{1,2})\0/,
  },
];

/** What to look for where these tools are there and tell no version. */
export function versionTextsOf(tools: readonly Tool[]): readonly SoughtMarker[] {
  return VERSION_TEXTS.filter(({ tool }) => tools.includes(tool)).map(({ marker, needle, meant }) => ({
    marker,
    needle: Buffer.from(needle, 'latin1'),
    ...(meant !== undefined && { meant }),
  }));
}

/** What was found of it. */
export function versionSigns(markers: MarkerHits): readonly Sign[] {
  return VERSION_TEXTS.flatMap(({ marker, tool, where, pattern }) => {
    const hit = markers.get(marker);
    if (hit === undefined) return [];
    if (marker === 'dart_snapshot') return [{ tool, because: `snapshot ${hit.after.slice(20, 52)}` }];
    const version = pattern.exec(hit[where])?.[1];
    return version === undefined ? [] : [{ tool, version, because: `text ${version} beside ${textOf(hit)}` }];
  });
}

function textOf({ after }: MarkerHit): string {
  return /^[^\0\n]{0,32}/.exec(after.trim())?.[0] ?? '';
}
