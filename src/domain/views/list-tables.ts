import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { ProgramModel } from '#domain/report/program-model';
import { usersCell } from './function-table';
import { capOf, gapOf, missingOf } from './gaps';
import { countText } from './quantities';
import type { ShownPlaces } from './shown-places';
import type { ShownText } from './shown-words';
import type { Gap, ViewRow, ViewTable } from './view-parts';
import { plain, plainOrNone } from './view-parts';

const STRING_CHARACTERS = 120;
const NAME_CHARACTERS = 72;
const [STRING_USERS, IMPORT_USERS] = [2, 3] as const;
const LIBRARIES_SHOWN = 100;
const SEGMENTS_SHOWN = 40;

/** What the lists of a document are shown from. */
export interface Lists {
  readonly document: AnalysisDocument;
  readonly model: ProgramModel;
  readonly places: ShownPlaces;
  readonly shown: ShownText;
}

export function stringTable({ document, model, places, shown }: Lists): ViewTable {
  const rows = places.of('string').flatMap((place): readonly ViewRow[] => {
    const each = document.strings[place];
    if (each === undefined) return [];
    const { address, content, type, section, used_by: users, used_by_total: total } = each;
    return [
      {
        ...anchored(places, 'string', place),
        cells: [
          plain(address),
          plain(shown.of(content, STRING_CHARACTERS)),
          plain(type.replaceAll('_', ' ')),
          plainOrNone(section === undefined ? undefined : shown.of(section, 24)),
          usersCell(users, total, STRING_USERS, model, places, shown),
        ],
      },
    ];
  });
  return {
    ...{ name: 'strings', title: 'Strings', columns: ['Address', 'Text', 'Type', 'Section', 'Used by'], rows },
    total: document.strings.length,
    order: 'those that tell most first: what names places, secrets and licences, and what code uses',
    gaps: gapsOfList(document, 'strings', document.strings.length),
  };
}

export function importTable({ document, model, places, shown }: Lists): ViewTable {
  const rows = places.of('import_use').flatMap((place): readonly ViewRow[] => {
    const each = document.imports[place];
    if (each === undefined) return [];
    const { name, library, category, address, used_by: users, used_by_total: total } = each;
    return [
      {
        ...anchored(places, 'import_use', place),
        cells: [
          plain(shown.of(name, NAME_CHARACTERS)),
          plainOrNone(library === undefined ? undefined : shown.of(library, 48)),
          plain(category),
          plainOrNone(address),
          usersCell(users, total, IMPORT_USERS, model, places, shown),
        ],
      },
    ];
  });
  return {
    ...{ name: 'imports', title: 'Imports', columns: ['Name', 'Library', 'Category', 'Address', 'Used by'], rows },
    total: document.imports.length,
    order: 'the most sensitive first, those that few functions use before others',
    gaps: gapsOfList(document, 'imports', document.imports.length),
  };
}

export function exportTable({ document, places, shown }: Lists): ViewTable {
  const rows = places.of('export').flatMap((place): readonly ViewRow[] => {
    const each = document.exports[place];
    if (each === undefined) return [];
    const { name, address, type, forwarder } = each;
    return [
      {
        ...anchored(places, 'export', place),
        cells: [
          plain(shown.of(name, NAME_CHARACTERS)),
          address === '0x0' ? [] : plain(address),
          plain(type),
          plainOrNone(forwarder === undefined ? undefined : shown.of(forwarder, NAME_CHARACTERS)),
        ],
      },
    ];
  });
  return {
    ...{ name: 'exports', title: 'Exports', columns: ['Name', 'Address', 'Type', 'Forwarded to'], rows },
    total: document.exports.length,
    order: 'functions first',
    gaps: gapsOfList(document, 'exports', document.exports.length),
  };
}

export function sectionTable({ document, places, shown }: Lists): ViewTable {
  const rows = places
    .of('section')
    .toSorted((one, other) => one - other)
    .flatMap((place): readonly ViewRow[] => {
      const each = document.sections[place];
      if (each === undefined) return [];
      const { name, address, offset, size, virtual_size: memory, permissions, entropy } = each;
      return [
        {
          ...anchored(places, 'section', place),
          cells: [
            plain(shown.of(name, 32)),
            plain(permissions),
            plain(address),
            plain(offset),
            plain(countText(size)),
            plain(countText(memory)),
            plainOrNone(entropy?.toFixed(2)),
          ],
        },
      ];
    });
  return {
    ...{ name: 'sections', title: 'Sections', rows },
    columns: ['Name', 'Permissions', 'Address', 'Offset', 'Bytes in the file', 'Bytes in memory', 'Entropy'],
    total: document.sections.length,
    order: 'those that look packed, or are both written and run, before others',
    gaps: [...absent(document.sections.length, 'sections'), ...capOf(document, 'sections')],
  };
}

export function segmentTable({ document, shown }: Lists): ViewTable {
  const rows = document.segments.slice(0, SEGMENTS_SHOWN).map((each): ViewRow => {
    const { name, permissions, address, offset, size, virtual_size: memory } = each;
    const cells = [permissions, address, offset, countText(size), countText(memory)].map(plain);
    return { cells: [plain(shown.of(name, 32)), ...cells] };
  });
  return {
    ...{ name: 'segments', title: 'Segments', rows, total: document.segments.length, order: 'as the file has them' },
    columns: ['Name', 'Permissions', 'Address', 'Offset', 'Bytes in the file', 'Bytes in memory'],
    gaps: absent(document.segments.length, 'segments'),
  };
}

export function libraryTable({ document, shown }: Lists): ViewTable {
  const rows = document.libraries
    .slice(0, LIBRARIES_SHOWN)
    .map((name): ViewRow => ({ cells: [plain(shown.of(name))] }));
  return {
    ...{ name: 'libraries', title: 'Libraries', columns: ['Name'], rows, total: document.libraries.length },
    order: 'as the file names them',
    gaps: absent(document.libraries.length, 'libraries that it needs'),
  };
}

export function resourceTable({ document, places, shown }: Lists): ViewTable {
  const rows = places.of('resource').flatMap((place): readonly ViewRow[] => {
    const each = document.resources[place];
    if (each === undefined) return [];
    const { type, name, language, offset, size, entropy } = each;
    const names = [type, name, language].map((text) => plain(shown.of(text, 48)));
    return [
      {
        ...anchored(places, 'resource', place),
        cells: [...names, plain(offset), plain(countText(size)), plainOrNone(entropy?.toFixed(2))],
      },
    ];
  });
  return {
    ...{
      name: 'resources',
      title: 'Resources',
      columns: ['Type', 'Name', 'Language', 'Offset', 'Bytes', 'Entropy'],
      rows,
    },
    total: document.resources.length,
    order: 'the largest first',
    gaps: [...absent(document.resources.length, 'resources'), ...capOf(document, 'resources')],
  };
}

function gapsOfList(
  document: AnalysisDocument,
  section: 'strings' | 'imports' | 'exports',
  count: number,
): readonly Gap[] {
  const missing = missingOf(document, section);
  const own = count === 0 ? [gapOf(document, section)] : missing === undefined ? [] : [missing];
  return [...own, ...capOf(document, section)];
}

function absent(count: number, things: string): readonly Gap[] {
  return count === 0 ? [{ state: 'absent', text: `None: the file has no ${things}.` }] : [];
}

function anchored(
  places: ShownPlaces,
  kind: Parameters<ShownPlaces['anchor']>[0],
  place: number,
): Pick<ViewRow, 'anchor'> {
  const anchor = places.anchor(kind, place);
  return anchor === undefined ? {} : { anchor };
}
