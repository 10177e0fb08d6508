import type { Operation, Parameter, Schema } from './operation';
import { sampleValues } from './sample-values';

/** One request, as far as the document says what to send. */
export interface GeneratedRequest {
  readonly operation: Operation;
  /** What is tried, in words. */
  readonly title: string;
  /** `false`: it breaks what the document says, so it must be refused. */
  readonly valid: boolean;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: GeneratedBody;
}

export interface GeneratedBody {
  readonly mediaType: string;
  /** JSON value, fields of a form, or absent for raw bytes. */
  readonly value?: unknown;
}

type Resolve = (ref: string) => Schema;

/** For each parameter and each part of the body every sample value, all others left out or as they should be. */
export function requestsFor(operation: Operation, resolve: Resolve): readonly GeneratedRequest[] {
  const bodies = bodiesOf(operation, resolve);
  const plain = bodies.find(({ valid }) => valid)?.body;
  const base: GeneratedRequest = {
    operation,
    title: 'as simple as it may be',
    valid: true,
    path: {},
    query: requiredOf(operation.parameters, 'query', resolve),
    headers: {},
    ...(plain === undefined ? {} : { body: plain }),
  };
  const byParameter = operation.parameters.flatMap((parameter) => byValueOf(parameter, base, resolve));
  const byBody = bodies.map(({ body, valid, title }) => ({ ...base, body, valid, title }));
  return [base, ...byParameter, ...byBody];
}

function byValueOf(parameter: Parameter, base: GeneratedRequest, resolve: Resolve): readonly GeneratedRequest[] {
  const { valid, invalid } = sampleValues(parameter.schema, resolve);
  const examples = parameter.example === undefined ? valid : [parameter.example];
  // Ids that a path takes come from earlier answers; a stranger's or a broken one is just not there.
  const sides = parameter.in === 'path' ? { right: [], wrong: invalid } : { right: examples, wrong: invalid };
  return [
    ...sides.right.map((value) => withValue(base, parameter, value, true)),
    ...sides.wrong.map((value) => withValue(base, parameter, value, false)),
  ].filter((request) => parameter.in !== 'path' || request.path[parameter.name] !== '');
}

function withValue(base: GeneratedRequest, parameter: Parameter, value: unknown, valid: boolean): GeneratedRequest {
  const text = textOf(value);
  const title = `${parameter.in} ${parameter.name}=${text.slice(0, 60)}`;
  // An id of the client that is no UUID is replaced, not refused.
  if (parameter.in === 'header') return { ...base, title, headers: { [parameter.name]: headerText(text) } };
  if (parameter.in === 'path') return { ...base, title, valid, path: { [parameter.name]: text } };
  return { ...base, title, valid, query: { ...base.query, [parameter.name]: text } };
}

function requiredOf(
  parameters: readonly Parameter[],
  place: Parameter['in'],
  resolve: Resolve,
): Readonly<Record<string, string>> {
  const required = parameters.filter((each) => each.in === place && each.required === true);
  return Object.fromEntries(
    required.map(({ name, schema, example }) => [name, textOf(example ?? sampleValues(schema, resolve).valid[0])]),
  );
}

interface BodyToTry {
  readonly body: GeneratedBody;
  readonly valid: boolean;
  readonly title: string;
}

function bodiesOf({ bodies }: Operation, resolve: Resolve): readonly BodyToTry[] {
  return Object.entries(bodies).flatMap(([mediaType, { schema = {}, example }]): readonly BodyToTry[] => {
    if (mediaType === 'application/octet-stream') return [{ body: { mediaType }, valid: true, title: mediaType }];
    const samples = sampleValues(schema, resolve);
    const tried = (value: unknown, valid: boolean): BodyToTry => ({
      body: { mediaType, value },
      valid,
      title: `${mediaType} ${JSON.stringify(value).slice(0, 100)}`,
    });
    const right = example === undefined ? samples.valid : [example, ...samples.valid];
    return [...right.map((value) => tried(value, true)), ...samples.invalid.map((value) => tried(value, false))];
  });
}

/** As it stands in a query, a path or a form: lists with commas between. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What may stand in a header at all. */
function headerText(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters meant
  return text.replace(/[\u0000-\u001f\u007f-\uffff]/g, '');
}
