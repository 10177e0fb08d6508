import type { Schema } from './operation';

/** Values that a schema admits, and values that it does not, the borders of each range among them. */
export interface SampleValues {
  readonly valid: readonly unknown[];
  readonly invalid: readonly unknown[];
}

const UUID = '00000000-0000-4000-8000-000000000000';
const FORMATS: Readonly<Record<string, SampleValues>> = {
  uuid: { valid: [UUID], invalid: ['not-a-uuid', '0'] },
  'date-time': { valid: ['2030-01-01T00:00:00.000Z'], invalid: ['yesterday', '2030-13-45'] },
  // The only text of JSON that is asked for.
  json: { valid: ['[]', '[{"name":"beacon","pattern":"gate","severity":"high"}]'], invalid: ['a', '{}', '[1]'] },
};

/** @param resolve follows a `$ref` */
export function sampleValues(schema: Schema, resolve: (ref: string) => Schema): SampleValues {
  if (schema.$ref !== undefined) return sampleValues(resolve(schema.$ref), resolve);
  if (schema.allOf !== undefined)
    return sampleValues({ ...schema, ...joined(schema.allOf, resolve), allOf: undefined }, resolve);
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives !== undefined) {
    return { valid: alternatives.flatMap((each) => sampleValues(each, resolve).valid), invalid: [] };
  }
  if (schema.enum !== undefined) return { valid: schema.enum, invalid: ['none-of-these', '', -1] };
  switch (schema.type ?? 'string') {
    case 'integer':
    case 'number':
      return numbers(schema);
    case 'boolean':
      return { valid: [true, false], invalid: ['perhaps', 2] };
    case 'array':
      return lists(schema, resolve);
    case 'object':
      return objects(schema, resolve);
    default:
      return strings(schema);
  }
}

/** What all of them ask for at once; of objects only. */
function joined(schemas: readonly Schema[], resolve: (ref: string) => Schema): Schema {
  const parts = schemas.map((each) => (each.$ref === undefined ? each : resolve(each.$ref)));
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)) as Record<string, Schema>,
    required: parts.flatMap(({ required = [] }) => required),
  };
}

function numbers({ minimum, maximum, type }: Schema): SampleValues {
  const low = minimum ?? 0;
  return {
    valid: maximum === undefined ? [low, low + 1] : [low, maximum],
    invalid: [
      'many',
      ...(minimum === undefined ? [] : [minimum - 1]),
      ...(maximum === undefined ? [] : [maximum + 1, 1e300]),
      ...(type === 'integer' ? [low + 0.5] : []),
    ],
  };
}

function strings({ format, minLength = 0, maxLength, pattern, example }: Schema): SampleValues {
  const known = format === undefined ? undefined : FORMATS[format];
  if (known !== undefined) return known;
  if (example !== undefined || pattern !== undefined) {
    return { valid: example === undefined ? [] : [example], invalid: pattern === undefined ? [] : ['\u0000?', ''] };
  }
  return {
    valid: ['a'.repeat(Math.max(minLength, 1)), ...(maxLength === undefined ? [] : ['b'.repeat(maxLength)])],
    invalid: [
      ...(minLength > 0 ? ['a'.repeat(minLength - 1)] : []),
      ...(maxLength === undefined ? [] : ['c'.repeat(maxLength + 1)]),
    ],
  };
}

function lists({ items = {}, minItems = 0, maxItems }: Schema, resolve: (ref: string) => Schema): SampleValues {
  const { valid, invalid } = sampleValues(items, resolve);
  const first = valid[0];
  return {
    valid: [...(minItems === 0 ? [[]] : []), valid.slice(0, maxItems)],
    invalid: [
      // Of a list in a query or a form, nothing is no item.
      ...invalid.filter((each) => each !== '').map((each) => [each]),
      ...(maxItems === undefined || first === undefined ? [] : [Array.from({ length: maxItems + 1 }, () => first)]),
    ],
  };
}

/** One property wrong, missing or unknown at a time, all others right. */
function objects(schema: Schema, resolve: (ref: string) => Schema): SampleValues {
  const properties = Object.entries(schema.properties ?? {}).map(([name, each]) => ({
    name,
    ...sampleValues(each, resolve),
  }));
  const required = new Set(schema.required);
  const whole = Object.fromEntries(
    properties.flatMap(({ name, valid }) => (valid.length > 0 ? [[name, valid[0]]] : [])),
  );
  const least = Object.fromEntries(Object.entries(whole).filter(([name]) => required.has(name)));
  const valid = properties.flatMap(({ name, valid: values }) => values.map((value) => ({ ...least, [name]: value })));
  const wrong = properties.flatMap(({ name, invalid }) => invalid.map((value) => ({ ...least, [name]: value })));
  const missing = [...required].map((name) =>
    Object.fromEntries(Object.entries(least).filter(([each]) => each !== name)),
  );
  const unknown = schema.additionalProperties === false ? [{ ...least, no_such_field: 1 }] : [];
  const tooFew = Object.keys(least).length < (schema.minProperties ?? 0);
  return {
    valid: tooFew ? valid : [least, ...valid],
    invalid: [...wrong, ...missing, ...unknown, ...(tooFew ? [least] : [])],
  };
}
