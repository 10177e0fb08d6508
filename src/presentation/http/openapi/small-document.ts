import type { OpenAPIObject } from '@nestjs/swagger';

import documentSchemas from '#presentation/http/contract/document-schemas.json';
import { firstSentence } from '#presentation/http/contract/first-sentence';
import {
  bareSchema,
  ENVELOPE,
  PAGING,
  REFUSAL,
  REFUSAL_ANSWER,
  smallAnswer,
  smallSchema,
  wholeParameter,
} from './small-parts';

type Json = Readonly<Record<string, unknown>>;
type Shape = Record<string, unknown>;

/** What a file is sent and its result read by, in the order in which it is asked for; the whole document has the rest. */
export const READING_ROUTES = [
  'POST /api/v1/analyze',
  'GET /api/v1/jobs/{id}/status',
  'GET /api/v1/analyze/{id}',
  'GET /api/v1/analyze/{id}/survey',
  'GET /api/v1/analyze/{id}/report',
  'GET /api/v1/analyze/{id}/search',
  'GET /api/v1/analyze/{id}/facts/{ref}',
  'POST /api/v1/analyze/{id}/facts',
  'GET /api/v1/analyze/{id}/paths',
  'GET /api/v1/analyze/{id}/compare/{other}',
  'GET /api/v1/analyze/{id}/similar',
  'GET /api/v1/analyze/{id}/functions',
  'GET /api/v1/analyze/{id}/functions/{address}',
  'GET /api/v1/analyze/{id}/functions/{ref}/listing',
  'GET /api/v1/analyze/{id}/functions/{ref}/pseudo_code',
  'GET /api/v1/analyze/{id}/strings',
  'GET /api/v1/analyze/{id}/imports',
  'GET /api/v1/analyze/{id}/xrefs/{address}',
] as const;

const PAGE = { type: 'object', description: 'As its own route answers' };
const FUNCTION_DETAIL: Json = {
  allOf: [
    { $ref: '#/components/schemas/FunctionInfo' },
    { properties: { decompiled: { allOf: [{ $ref: '#/components/schemas/DecompiledFunction' }], nullable: true } } },
  ],
};
/** What can be said shorter by what stands elsewhere. */
const SHORTER: Json = {
  AnalysisDocument: { type: 'object', description: 'Everything; its fields: /api/v1/docs/glossary' },
  FunctionFields: { type: 'object', description: 'Those fields of a FunctionInfo that were asked for' },
  FunctionDetail: FUNCTION_DETAIL,
  ...{ FunctionsPage: PAGE, StringsPage: PAGE, ImportsPage: PAGE, ExportsPage: PAGE },
};
const ID_HEADERS = ['X-Request-Id', 'X-Correlation-Id', 'If-None-Match'];
const NOT_MODIFIED = 304;
const LONGEST_SUMMARY = 120;

/**
 * The OpenAPI document of the routes that a result is read by, for readers whose attention is dear: refusals are one answer,
 * headers those that lead on, descriptions their first sentences, and schemas those that are still referred to. All that it says is
 * true of the whole document too.
 */
export function smallDocument(document: OpenAPIObject): OpenAPIObject {
  const { title, version } = document.info;
  const paths = smallPaths(document);
  const root = {
    openapi: document.openapi,
    info: {
      title,
      version,
      description: 'The routes for reading. All: /api/v1/openapi.json; what fields mean: /api/v1/docs/glossary',
    },
    paths,
    security: [{ bearer: [] }],
  };
  const operations = Object.values(paths).flatMap((item) => Object.values(item) as Operation[]);
  const components = {
    parameters: shared(operations.flatMap(parameterPlaces), 'parameters'),
    responses: { ...shared(operations.flatMap(responsePlaces), 'responses'), Refusal: REFUSAL_ANSWER },
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
  };
  const schemas = referredTo({ root, components }, smallSchemas(document));
  return { ...root, components: { ...components, schemas } } as unknown as OpenAPIObject;
}

interface Operation {
  readonly parameters?: Json[];
  readonly responses: Record<string, Json>;
}
/** Where something stands that may stand elsewhere too. */
interface Place {
  readonly name: string;
  readonly value: Json;
  put(reference: Json): void;
}

function smallPaths(document: OpenAPIObject): Readonly<Record<string, Shape>> {
  const paths: Record<string, Shape> = {};
  for (const route of READING_ROUTES) {
    const [method = '', path = ''] = route.toLowerCase().split(' ');
    const operation = (document.paths[path] as Shape | undefined)?.[method];
    if (operation !== undefined) paths[path] = { ...paths[path], [method]: smallOperation(operation as Json) };
  }
  return paths;
}

function smallOperation({ operationId, summary, requestBody, parameters = [], responses = {} }: Json): Shape {
  const own = (parameters as readonly Json[]).filter(({ name }) => !ID_HEADERS.includes(String(name)));
  const answers = Object.entries(responses as Record<string, Json>).filter(([code]) => Number(code) < NOT_MODIFIED);
  return {
    operationId,
    summary: firstSentence(String(summary), LONGEST_SUMMARY),
    ...(own.length > 0 && { parameters: own.map(wholeParameter) }),
    ...(requestBody !== undefined && { requestBody: smallSchema(requestBody) }),
    responses: { ...Object.fromEntries(answers.map(([code, each]) => [code, smallAnswer(each)])), default: REFUSAL },
  };
}

function smallSchemas({ components }: OpenAPIObject): Json {
  const all = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) => [name, name in documentSchemas ? bareSchema(schema) : smallSchema(schema)] as const,
  );
  return { ...Object.fromEntries(all), ...SHORTER, Envelope: ENVELOPE, Paging: PAGING };
}

function parameterPlaces({ parameters = [] }: Operation): readonly Place[] {
  return parameters.map((value, index) => ({
    name: String(value['name']),
    value,
    put: (reference) => void (parameters[index] = reference),
  }));
}

function responsePlaces({ responses }: Operation): readonly Place[] {
  return Object.entries(responses)
    .filter(([, value]) => value !== REFUSAL)
    .map(([status, value]) => ({
      name: `status-${status}`,
      value,
      put: (reference) => void (responses[status] = reference),
    }));
}

/** What stands in several places, by a name of its own; references take its place. */
function shared(places: readonly Place[], room: string): Shape {
  const alike = new Map<string, Place[]>();
  for (const place of places) {
    const text = JSON.stringify(place.value);
    alike.set(text, [...(alike.get(text) ?? []), place]);
  }
  const components: Shape = {};
  for (const [first, ...others] of alike.values()) {
    if (first === undefined || others.length === 0) continue;
    const taken = Object.keys(components).filter((name) => name.split('.')[0] === first.name).length;
    const name = taken === 0 ? first.name : `${first.name}.${taken + 1}`;
    components[name] = first.value;
    for (const place of [first, ...others]) place.put({ $ref: `#/components/${room}/${name}` });
  }
  return components;
}

/** The schemas that something refers to, or one of those does. */
function referredTo(root: Json, all: Json): Json {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (found.has(name)) continue;
      found.add(name);
      look(all[name] ?? {});
    }
  };
  look(root);
  return Object.fromEntries(Object.entries(all).filter(([name]) => found.has(name)));
}
