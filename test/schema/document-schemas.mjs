// What the types of the result document say, as OpenAPI components. The types and their comments are the one source.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { createGenerator } from 'ts-json-schema-generator';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUTPUT = `${ROOT}src/presentation/http/contract/document-schemas.json`;
const TYPES = ['AnalysisDocument', 'DocumentHead'];
const DEFINITIONS = '#/definitions/';

/** All types that a document is made of, by name, each an OpenAPI 3.0 schema that admits nothing else. */
function documentSchemas() {
  const generator = createGenerator({
    path: `${ROOT}src/domain/document/analysis-document.ts`,
    tsconfig: `${ROOT}tsconfig.json`,
    expose: 'all',
    jsDoc: 'extended',
    // Who wrote the text of a field: `@origin sample`.
    extraTags: ['origin'],
    skipTypeCheck: true,
    additionalProperties: false,
  });
  const definitions = Object.assign({}, ...TYPES.map((type) => generator.createSchema(type).definitions));
  const named = Object.keys(definitions).filter(isName).sort();
  return Object.fromEntries(named.map((name) => [name, openApi(definitions[name], definitions)]));
}

/** `Readonly<Record<…>>` and the like have no name of their own: they are written out where they are used. */
function isName(name) {
  return /^\w+$/.test(name);
}

function openApi(schema, definitions) {
  if (Array.isArray(schema)) return schema.map((each) => openApi(each, definitions));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, const: only, type, anyOf, origin, ...rest } = schema;
  const marked = origin === undefined ? rest : { ...rest, 'x-origin': origin.trim() };
  const other = Object.fromEntries(
    Object.entries(marked).map(([key, value]) => [key, convert(key, value, definitions)]),
  );
  if ($ref !== undefined) return referred(decodeURIComponent($ref.slice(DEFINITIONS.length)), other, definitions);
  if (anyOf !== undefined) return { ...united(anyOf, definitions), ...other };
  if (only !== undefined) return { type: typeof only, enum: [only], ...other };
  if (type === 'null') return { type: 'object', nullable: true, enum: [null] };
  if (Array.isArray(type)) return { type: type.find((each) => each !== 'null'), nullable: true, ...other };
  // A record of a closed choice of names has those and no others.
  if (other.properties !== undefined) other.additionalProperties = false;
  return { ...(type !== undefined && { type }), ...other };
}

/** Property names and values of enumerations are no schemas. */
function convert(key, value, definitions) {
  if (key === 'properties') {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, openApi(schema, definitions)]));
  }
  return ['items', 'allOf', 'oneOf', 'additionalProperties'].includes(key) ? openApi(value, definitions) : value;
}

/** What stands beside a `$ref` counts for nothing in OpenAPI 3.0. */
function referred(name, other, definitions) {
  if (!isName(name)) return { ...openApi(definitions[name], definitions), ...other };
  const reference = { $ref: `#/components/schemas/${name}` };
  return Object.keys(other).length === 0 ? reference : { allOf: [reference], ...other };
}

/** Texts of a closed choice are one enumeration, however many types they are from. */
function united(choices, definitions) {
  const plain = choices.map((choice) => resolved(choice, definitions));
  if (plain.every((choice) => choice.type === 'string' && (choice.enum ?? choice.const) !== undefined)) {
    return { type: 'string', enum: plain.flatMap((choice) => choice.enum ?? [choice.const]) };
  }
  const [only, ...more] = choices.filter((choice) => choice.type !== 'null');
  const schema = more.length === 0 ? resolved(only, definitions) : undefined;
  if (schema?.type === 'number') return { ...openApi(schema, definitions), nullable: true };
  return { anyOf: openApi(choices, definitions) };
}

function resolved(schema, definitions) {
  return schema.$ref === undefined ? schema : definitions[decodeURIComponent(schema.$ref.slice(DEFINITIONS.length))];
}

const text = await format(JSON.stringify(documentSchemas()), { ...(await resolveConfig(OUTPUT)), parser: 'json' });
if (process.argv.includes('--write')) writeFileSync(OUTPUT, text);
else process.stdout.write(text);
