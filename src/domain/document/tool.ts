import type { Language } from './language';

/** What turns source into code; `ilc` is that of .NET's NativeAOT, `graalvm` that of Java's native images. */
export const COMPILERS = [
  'clang',
  'crystal',
  'dart',
  'delphi',
  'free_pascal',
  'gcc',
  'ghc',
  'gnat',
  'go',
  'graalvm',
  'icc',
  'ilc',
  'msvc',
  'nim',
  'ocamlopt',
  'rustc',
  'sun studio',
  'swift',
  'zig',
] as const;
export type Compiler = (typeof COMPILERS)[number];

/** What else takes part in making a program. */
export const OTHER_TOOLS = ['.net', 'autoit', 'cygwin', 'lld', 'mingw', 'pyinstaller'] as const;
export type OtherTool = (typeof OTHER_TOOLS)[number];

/** What a document can name as having had a part in a program. A runtime is named where only its symbols or its library show it. */
export type Tool = Compiler | OtherTool | `${Language} runtime`;
