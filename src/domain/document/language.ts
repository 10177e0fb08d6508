/**
 * What a document can say that a program is written in. Of several that it shows, the first of these counts: runtimes of C++ and C
 * come along with most others. C is none of them, since nothing shows it.
 */
export const LANGUAGES = [
  'autoit',
  'python',
  'go',
  'rust',
  'nim',
  '.net',
  'pascal',
  'delphi',
  'd',
  'kotlin',
  'swift',
  'objective-c',
  'c++',
] as const;
export type Language = (typeof LANGUAGES)[number];
