import { REPORT_KINDS } from '#domain/report/fact';
import documentSchemas from '#presentation/http/contract/document-schemas.json';
import { firstSentence } from '#presentation/http/contract/first-sentence';

interface Schema {
  readonly type?: string;
  readonly $ref?: string;
  readonly description?: string;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** What one field means. */
export interface GlossaryField {
  readonly name: string;
  /** What its schema says of it; absent where its name says all. */
  readonly meaning?: string;
}

/** The fields of one part of a document, and where it stands: paths such as `functions[]`, of the whole `""`. */
export interface GlossaryPart {
  readonly at: readonly string[];
  readonly fields: readonly GlossaryField[];
}

const SCHEMAS: Readonly<Record<string, Schema>> = documentSchemas;
const NAMED: ReadonlySet<Schema> = new Set(Object.values(SCHEMAS));
/** Characters of a meaning, in the text. */
const LONGEST = 40;
/** Said once for all. */
const UNITS: ReadonlySet<string> = new Set(['Bytes.', '0-1.']);

/** Every field of the result document, part by part in the order in which a reader meets them, by the schemas' own descriptions. */
export function glossary(): readonly GlossaryPart[] {
  const met = new Map<Schema, string[]>([[schemaOf('AnalysisDocument'), ['']]]);
  // What is met on the way has its turn later: a map gives what is added meanwhile.
  for (const [schema, [first = '']] of met) {
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      const part = partsOf(field).find(tellsFields);
      if (part === undefined) continue;
      const at = `${first === '' ? '' : `${first}.`}${name}${isList(field) ? '[]' : ''}`;
      met.set(part, [...(met.get(part) ?? []), at]);
    }
  }
  return [...met].map(([{ properties = {} }, at]) => ({
    at,
    fields: Object.entries(properties).map(([name, field]) => describedField(name, field)),
  }));
}

function describedField(name: string, { description, items }: Schema): GlossaryField {
  const meaning = description ?? items?.description;
  return meaning === undefined || UNITS.has(meaning) ? { name } : { name, meaning };
}

/** Names of a closed choice, such as the counts of lists, say no more than the field that has them. */
function tellsFields(schema: Schema): boolean {
  const fields = Object.values(schema.properties ?? {});
  return fields.some(({ description }) => description !== undefined) || (fields.length > 0 && NAMED.has(schema));
}

/** What a field is: itself, an entry of its list, one of its choices, what it refers to. */
function partsOf(schema: Schema): readonly Schema[] {
  const { $ref, anyOf = [], allOf = [], items } = schema;
  if ($ref !== undefined) return [schemaOf($ref.slice('#/components/schemas/'.length))];
  return [schema, ...[...anyOf, ...allOf, ...(items === undefined ? [] : [items])].flatMap(partsOf)];
}

function schemaOf(type: string): Schema {
  return SCHEMAS[type] ?? {};
}

function isList(schema: Schema): boolean {
  return partsOf(schema).some(({ items }) => items !== undefined);
}

/** The glossary as Markdown: a line a field, those whose names say all together. */
export function glossaryText(): string {
  const parts = glossary().map(({ at: [first = '', ...others], fields }) => {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    const plain = fields.filter(({ meaning }) => meaning === undefined).map(({ name }) => name);
    return [
      `## ${first === '' ? 'The document' : first}${more}`,
      ...fields.flatMap(({ name, meaning }) =>
        meaning === undefined ? [] : [`${name}: ${firstSentence(meaning, LONGEST)}`],
      ),
      ...(plain.length === 0 ? [] : [plain.join(', ')]),
    ].join('\n');
  });
  return `${HEAD}\n${parts.join('\n')}\n`;
}

const HEAD = `# Glossary of results
Facts of reports: \`ref\` (what it is asked for by), \`kind\` (${REPORT_KINDS.join(', ')}), \`text\` (one line), \`origin\` (\`sample\`: has words of the file), \`shortened\` (whole on the next page).
Addresses are virtual, \`"0x…"\`; offsets are places in the file; sizes are bytes, shares and confidence 0-1, entropy 0-8; a field that is absent is not known or does not apply. Names without a meaning say all.`;
