/** By the version of the linker, which writes itself into every file. */
const RELEASES: Readonly<Record<string, string>> = {
  '5': 'Visual Studio 97',
  '6': 'Visual Studio 6',
  '7.0': 'Visual Studio 2002',
  '7.10': 'Visual Studio 2003',
  '8': 'Visual Studio 2005',
  '9': 'Visual Studio 2008',
  '10': 'Visual Studio 2010',
  '11': 'Visual Studio 2012',
  '12': 'Visual Studio 2013',
  '14.0': 'Visual Studio 2015',
  '14.1': 'Visual Studio 2017',
  '14.2': 'Visual Studio 2019',
  '14.3': 'Visual Studio 2022',
  '14.4': 'Visual Studio 2022',
  '14.5': 'Visual Studio 2026',
};

/** The release that a linker of Microsoft's came with; `undefined` for one that is not known. @param version as `14.29` */
export function visualStudioOf(version: string): string | undefined {
  const [major = '', minor = ''] = version.split('.');
  // 14.16 came with another release than 14.20, and 14.0 with none of the two.
  const key = major === '14' && minor.length > 1 ? `14.${minor.charAt(0)}` : version;
  return RELEASES[key] ?? RELEASES[major];
}
