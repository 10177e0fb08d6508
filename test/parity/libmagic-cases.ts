import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CASES_DIRECTORY = resolve(__dirname, '../../../shared/magic-tests');
/** Of the cases that have one of their own. */
const DATABASES_DIRECTORY = resolve(__dirname, '../fixtures/magic');

/** One of libmagic's own tests. */
export interface LibmagicCase {
  readonly name: string;
  readonly content: Buffer;
  readonly description: string;
}

/** Those that one database answers. */
export interface LibmagicCases {
  /** Absent: libmagic's own. */
  readonly database?: string;
  readonly cases: readonly LibmagicCase[];
}

export function libmagicCasesPresent(): boolean {
  return existsSync(CASES_DIRECTORY);
}

export function libmagicCases(): readonly LibmagicCases[] {
  const own = namesIn(DATABASES_DIRECTORY, '.magic');
  const others = namesIn(CASES_DIRECTORY, '.testfile').filter((name) => !own.includes(name));
  return [
    { cases: others.map(readCase) },
    ...own.map((name) => ({ database: join(DATABASES_DIRECTORY, `${name}.magic`), cases: [readCase(name)] })),
  ];
}

function readCase(name: string): LibmagicCase {
  const path = join(CASES_DIRECTORY, name);
  const result = readFileSync(`${path}.result`, 'utf8').trimEnd();
  return { name, content: readFileSync(`${path}.testfile`), description: expectedOf(result) };
}

/** `file -k` goes on to further matches; the API says the first, and the text that all of them are. */
function expectedOf(result: string): string {
  const [first = '', ...others] = result.split('\\012- ');
  return `${first}${others.at(-1)?.replace(/^[^,]*/, '') ?? ''}`;
}

function namesIn(directory: string, suffix: string): readonly string[] {
  const names = readdirSync(directory).filter((name) => name.endsWith(suffix));
  return names.map((name) => name.slice(0, -suffix.length));
}
