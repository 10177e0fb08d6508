import type { ProgramModel } from '#domain/report/program-model';
import { saysItsPlace } from '#domain/report/program-model';
import type { SampleText } from '#domain/report/sample-text';
import type { SeenMatch } from '#domain/report/similar-facts';
import { isMadeUpName } from '#domain/shared/made-up-name';
import { identityLine } from './identity-view';
import { countText } from './quantities';
import type { Words } from './shown-words';
import { ShownText } from './shown-words';
import type { ViewRow, ViewTable } from './view-parts';
import { plain } from './view-parts';

const NAMES_SHOWN = 200;

/** What a page of what is alike is asked with. */
export interface SimilarAsked {
  readonly fileName: string;
  readonly showSuspicious: boolean;
  /** How many functions of this result can be known again. */
  readonly here: number;
  /** The most alike first. */
  readonly matches: readonly SeenMatch[];
}

/** Other results of the same owner that have functions of this one. */
export interface SimilarView {
  readonly fileName: Words;
  readonly sha256: string;
  readonly line: readonly Words[];
  readonly isSuspiciousShown: boolean;
  readonly here: number;
  readonly tables: readonly ViewTable[];
}

export function similarView(model: ProgramModel, sample: SampleText, asked: SimilarAsked): SimilarView {
  const shown = new ShownText(sample);
  const { fileName, showSuspicious, here, matches } = asked;
  const names = namesOf(model, matches, shown);
  return {
    fileName: shown.of(fileName, 200),
    sha256: model.document.metadata.file.sha256,
    line: identityLine(model.document, shown),
    isSuspiciousShown: showSuspicious,
    here,
    tables: [
      {
        ...{
          name: 'results',
          title: 'Results that share functions',
          total: matches.length,
          order: 'the most alike first',
        },
        columns: ['File', 'Shared', 'Of its own', 'TLSH distance', 'SHA-256', 'Analysis'],
        rows: matches.map(({ analysisId, fileName: name, sha256, total, functions, distance }) => {
          const share = here === 0 ? 0 : Math.round((functions.length / here) * 100);
          const shared = `${countText(functions.length)} of ${countText(here)} here (${share} %)`;
          return {
            cells: [
              plain(shown.of(name)),
              plain(shared),
              plain(countText(total)),
              plain(distance === undefined ? '-' : String(distance)),
              plain(`${sha256.slice(0, 16)}…`),
              plain(analysisId),
            ],
          };
        }),
        gaps: whyNone(here, matches.length),
      },
      {
        ...{ name: 'names', title: 'Names that functions have there', total: names.length },
        columns: ['Function here', 'Name there', 'In'],
        rows: names.slice(0, NAMES_SHOWN),
        order: 'those of the most alike result first',
        gaps:
          names.length === 0 ? [{ state: 'absent', text: 'None: no function without a name here has one there.' }] : [],
      },
    ],
  };
}

function whyNone(here: number, found: number): ViewTable['gaps'] {
  if (here === 0)
    return [
      {
        state: 'unknown',
        text: 'Not known: no function of this result can be known again; that needs code of ten instructions and more, read at standard depth.',
      },
    ];
  return found > 0 ? [] : [{ state: 'absent', text: 'None: no other result of yours has a function of this one.' }];
}

/** Of functions that have no name here, each once. */
function namesOf({ document }: ProgramModel, matches: readonly SeenMatch[], shown: ShownText): readonly ViewRow[] {
  const named = new Set<number>();
  return matches.flatMap(({ fileName, functions }) =>
    functions.flatMap(([place, name]): readonly ViewRow[] => {
      const each = document.functions[place];
      if (each === undefined || name === '' || named.has(place) || !isMadeUpName(each.name)) return [];
      named.add(place);
      const own = saysItsPlace(each) ? [] : [{ words: shown.of(each.name) }];
      return [{ cells: [[{ words: each.address }, ...own], plain(shown.of(name)), plain(shown.of(fileName))] }];
    }),
  );
}
