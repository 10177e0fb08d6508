import { ERROR_STATUS } from '#presentation/http/contract/error-status';
import { firstSentence } from '#presentation/http/contract/first-sentence';

type Json = Readonly<Record<string, unknown>>;

/** Headers that tell where to go on. */
const TELLING_HEADERS = ['Location', 'Link', 'Retry-After'];
const EXAMPLE = ['example'];
/** What is checked rather than read. */
const BOUNDS = ['example', 'required', 'pattern', 'minimum', 'maximum', 'format', 'maxItems'];
/** Characters of a description, values of a closed choice. */
const LONGEST = { meaning: 64, choices: 24 } as const;

/** What every refusal is answered as. */
export const REFUSAL = { $ref: '#/components/responses/Refusal' };
/** What is around the data of every answer. */
export const ENVELOPE = {
  type: 'object',
  required: ['success', 'data', 'metadata', 'request_id', 'timestamp'],
  properties: {
    success: { type: 'boolean' },
    data: {},
    metadata: { type: 'object' },
    request_id: { type: 'string', format: 'uuid' },
    timestamp: { type: 'string', format: 'date-time' },
  },
};
/** What stands beside the data of a page. */
export const PAGING = {
  type: 'object',
  required: ['page', 'page_size', 'total_count', 'has_next'],
  properties: {
    page: { type: 'integer' },
    page_size: { type: 'integer' },
    total_count: { type: 'integer' },
    has_next: { type: 'boolean' },
  },
};

/** An answer, with the headers that lead on and without the envelope's own fields. */
export function smallAnswer({ description, headers = {}, content }: Json): Json {
  const telling = Object.entries(headers as Record<string, Json>).filter(([name]) => TELLING_HEADERS.includes(name));
  return {
    description: firstSentence(String(description), LONGEST.meaning),
    ...(telling.length > 0 && {
      headers: Object.fromEntries(telling.map(([name, { schema }]) => [name, { schema }])),
    }),
    ...(content !== undefined && {
      content: mapped(content as Json, (each) => ({ schema: enveloped((each as Json)['schema']) })),
    }),
  };
}

function enveloped(schema: unknown): unknown {
  const { properties } = schema as { readonly properties?: Json };
  if (properties === undefined || !('request_id' in properties && 'data' in properties)) return smallSchema(schema);
  const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
  const data = { type: 'object', properties: { data: smallSchema(properties['data']) } };
  return { allOf: [ref('Envelope'), ...('has_next' in properties ? [ref('Paging')] : []), data] };
}

/** A schema, or a list of some, in fewer words: no examples, first sentences, long choices as plain texts. */
export function smallSchema(value: unknown): unknown {
  return shorter(value, LONGEST.meaning);
}

/** A schema of names and types alone: the glossary has the words. */
export function bareSchema(value: unknown): unknown {
  return shorter(value, 0);
}

/** A parameter with all that is said of it: how to ask is worth its words. */
export function wholeParameter({ description, ...parameter }: Json): Json {
  return { ...(smallSchema(parameter) as Json), description };
}

/** @param longest characters of a description; none: it is left out */
function shorter(value: unknown, longest: number): unknown {
  const change = (each: unknown): unknown => shorter(each, longest);
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== 'object' || value === null) return value;
  const { description, enum: choices, additionalProperties, properties, ...rest } = value as Json;
  if (isReference(rest)) return (rest['allOf'] as readonly Json[])[0];
  return {
    ...mapped(without(longest > 0 ? EXAMPLE : BOUNDS, rest), change),
    ...(properties !== undefined && { properties: mapped(properties as Json, change) }),
    ...(typeof description === 'string' && longest > 0 && { description: firstSentence(description, longest) }),
    ...(Array.isArray(choices) && choices.length <= LONGEST.choices && { enum: choices }),
    // That nothing else is there need not be known to read what is.
    ...(typeof additionalProperties === 'object' && { additionalProperties: change(additionalProperties) }),
  };
}

/** One that only stands in `allOf` to have words beside it. */
function isReference({ allOf = [], nullable }: Json): boolean {
  const [only, ...others] = allOf as readonly Json[];
  return only?.['$ref'] !== undefined && others.length === 0 && nullable !== true;
}

const TEXT = { type: 'string' };
/** Any refusal. */
export const REFUSAL_ANSWER = {
  description: 'Refused: /api/v1/docs/errors.md says what each code means',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['success', 'error'],
        properties: {
          success: { type: 'boolean', enum: [false] },
          error: {
            type: 'object',
            properties: {
              code: { ...TEXT, enum: Object.keys(ERROR_STATUS) },
              message: TEXT,
              details: { description: 'Text, or [{field, message}]', nullable: true },
              remediation: { ...TEXT, nullable: true },
              documentation_url: TEXT,
            },
          },
          request_id: TEXT,
          timestamp: TEXT,
        },
      },
    },
  },
};

function mapped(record: Json, change: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function without(names: readonly string[], record: Json): Json {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
