/**
 * What a document can say that a program is written in. Of several that it shows, the first of these counts: runtimes of C++ and C
 * come along with most others. C is said where a compiler of C is there and nothing shows another language.
 */
export const LANGUAGES = [
  'autoit',
  'python',
  'go',
  'haskell',
  'ocaml',
  'java',
  'dart',
  '.net',
  'rust',
  'nim',
  'crystal',
  'zig',
  'pascal',
  'delphi',
  'd',
  'kotlin',
  'swift',
  'ada',
  'fortran',
  'objective-c',
  'c++',
  'c',
] as const;
export type Language = (typeof LANGUAGES)[number];
