import { ask } from '../tools/tool';

/** A text that GNU strings finds. */
export interface WitnessedText {
  readonly start: number;
  /** Behind its last byte. */
  readonly end: number;
  readonly text: string;
}

const WIDTHS = { s: 1, l: 2 } as const;

/** Of eight characters or more: of one byte each (`-es`) and of UTF-16 (`-el`), in all of the file. */
export async function gnuStrings(path: string): Promise<readonly WitnessedText[]> {
  const found = await Promise.all(
    (['s', 'l'] as const).map(async (kind) => {
      const lines = (await ask('strings', ['-a', '-n', '8', '-t', 'd', `-e${kind}`, path])).split('\n');
      return lines.flatMap((line) => textOf(line, WIDTHS[kind]));
    }),
  );
  return found.flat();
}

function textOf(line: string, width: number): readonly WitnessedText[] {
  const [, place, text] = /^ *(\d+) (.*)$/.exec(line) ?? [];
  if (place === undefined || text === undefined) return [];
  const start = Number(place);
  return [{ start, end: start + text.length * width, text }];
}
