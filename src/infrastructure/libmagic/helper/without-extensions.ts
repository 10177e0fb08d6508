/** How libmagic itself describes what no entry of its database does. */
const UNDESCRIBED = ['ASCII text', 'Unicode text, UTF-8 text'];
const UNKNOWN = 'data';

/**
 * How descriptions begin of which no entry names an extension, by the version of the database. Those that are frequent in a Linux
 * system; source: the entries of Debian's magic.mgc, and `file --extension` over 40,000 files.
 */
const WITHOUT_EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  '5.44': [
    'ELF ',
    'C source',
    'C++ source',
    'Python script',
    'Byte-compiled Python',
    'Perl5 module',
    'POSIX shell script',
    'Bourne-Again shell script',
    'assembler source',
    'LLVM IR',
    'HTML document',
    'XML 1.0 document',
    'Compiled terminfo entry',
  ],
};

/**
 * Whether libmagic cannot know an extension of what it describes so: an extension stands at the entry that gives the description.
 * @param database Its version, where it is the library's own.
 */
export function hasNoExtensions(description: string, database: string | undefined): boolean {
  const known = database === undefined ? undefined : WITHOUT_EXTENSIONS[database];
  const begins = (beginning: string): boolean => description.startsWith(beginning);
  return description === UNKNOWN || UNDESCRIBED.some(begins) || (known?.some(begins) ?? false);
}
