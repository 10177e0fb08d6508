import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { StringType } from '#domain/document/string-types';
import type { ExtractedString } from '#domain/document/strings';
import type { FactSource } from '#domain/report/fact';
import { ranked } from '#domain/report/fact-sequence';
import { gapOf, missingOf } from './gaps';
import type { ShownPlaces } from './shown-places';
import type { ShownText, Words } from './shown-words';
import type { Anchor, Cell, Gap } from './view-parts';

const SHOWN_EACH = 12;
const CHARACTERS = 160;

/** What can be looked for elsewhere, the most telling first. */
const GROUPS: readonly (readonly [type: StringType, title: string])[] = [
  ['url', 'URLs'],
  ['ip_address', 'IP addresses'],
  ['domain', 'Domains'],
  ['email', 'Mail addresses'],
  ['user_agent', 'User agents'],
  ['registry_path', 'Registry paths'],
  ['command', 'Commands'],
  ['file_path', 'File paths'],
  ['guid', 'GUIDs'],
  ['crypto', 'Cryptography'],
];

export interface IndicatorView {
  /** As it stands in the file: text, never a link. */
  readonly value: Words;
  /** Where it is among the strings. */
  readonly to?: Anchor;
  readonly address: string;
  /** Functions that use it. */
  readonly users: Cell;
}

export interface IndicatorGroup {
  readonly title: string;
  readonly items: readonly IndicatorView[];
  readonly total: number;
}

export interface IndicatorsView {
  readonly groups: readonly IndicatorGroup[];
  readonly gaps: readonly Gap[];
}

/** Texts of the file that name something outside of it. @param source of strings, which ranks them */
export function indicatorsView(
  document: AnalysisDocument,
  source: FactSource | undefined,
  places: ShownPlaces,
  shown: ShownText,
  usersOf: (each: ExtractedString) => Cell,
): IndicatorsView {
  const { strings } = document;
  const byType = new Map<StringType, number[]>();
  for (const place of source === undefined ? [] : ranked(source)) {
    const type = strings[place]?.type;
    if (type === undefined) continue;
    const known = byType.get(type);
    if (known === undefined) byType.set(type, [place]);
    else known.push(place);
  }
  const groups = GROUPS.flatMap(([type, title]): readonly IndicatorGroup[] => {
    const found = byType.get(type) ?? [];
    if (found.length === 0) return [];
    const items = found.slice(0, SHOWN_EACH).flatMap((place): readonly IndicatorView[] => {
      const each = strings[place];
      if (each === undefined) return [];
      const to = places.anchor('string', place);
      const value = shown.of(each.content, CHARACTERS);
      return [{ value, address: each.address, users: usersOf(each), ...(to !== undefined && { to }) }];
    });
    return [{ title, items, total: found.length }];
  });
  const missing = missingOf(document, 'strings');
  if (groups.length === 0)
    return { groups, gaps: [missing ?? gapOf(document, 'strings', 'text that names anything outside of it')] };
  return { groups, gaps: missing === undefined ? [] : [missing] };
}
