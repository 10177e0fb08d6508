import type { OpenAPIObject } from '@nestjs/swagger';

import { FUNCTION_TYPES } from '#domain/document/functions';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import { QUOTED_CHARACTERS, REFERENCE_KINDS } from '#domain/listing/listing-line';
import { CROSS_REFERENCE_KINDS } from '#domain/results/cross-reference';
import documentSchemas from './document-schemas.json';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Schema = Schemas[string];
/** Of a schema among the components. */
export type Reference = Extract<Schema, { $ref: string }>;

/** The lists that a caller can ask for by themselves, and what one entry of each is. */
const SECTIONS = {
  functions: 'FunctionInfo',
  strings: 'ExtractedString',
  imports: 'Import',
  exports: 'Export',
  sections: 'Section',
} as const;

const { DocumentHead: HEAD, FunctionInfo: FUNCTION } = documentSchemas;

const ADDRESSES = { type: 'array', items: { $ref: '#/components/schemas/Address' } };

/** What a result is answered as. */
const VIEWS = {
  AnalysisSummary: {
    ...HEAD,
    description: 'The document without its long lists, and where those are.',
    properties: {
      ...HEAD.properties,
      detail_endpoints: {
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'By level of detail.',
      },
    },
    required: [...HEAD.required, 'detail_endpoints'],
  },
  FunctionsPage: pageOf('functions'),
  StringsPage: pageOf('strings'),
  ImportsPage: pageOf('imports'),
  ExportsPage: pageOf('exports'),
  SecurityView: {
    type: 'object',
    required: ['security_findings'],
    properties: { security_findings: documentSchemas.AnalysisDocument.properties.security_findings },
    additionalProperties: false,
  },
  FunctionDetail: {
    ...FUNCTION,
    description: 'One function, and its pseudo code where there is some.',
    properties: {
      ...FUNCTION.properties,
      decompiled: { allOf: [{ $ref: '#/components/schemas/DecompiledFunction' }], nullable: true },
    },
    required: [...FUNCTION.required, 'decompiled'],
  },
  ListingLine: {
    type: 'object',
    description: 'One instruction, or bytes that are none.',
    required: ['address', 'bytes', 'text'],
    properties: {
      address: ADDRESSES.items,
      bytes: { type: 'string', pattern: '^([0-9a-f]{2}){1,15}$', description: 'Hexadecimal, as they are in the file.' },
      text: {
        type: 'string',
        description: "x86 in Intel's syntax, ARM64 in Arm's; `(bad)` or `.inst` for what is no instruction.",
      },
      refers_to: {
        type: 'object',
        description: 'What it names; absent where it names nothing.',
        required: ['address', 'kind'],
        properties: {
          address: ADDRESSES.items,
          kind: {
            type: 'string',
            enum: [...REFERENCE_KINDS],
            description: '`data`: memory that the document has no name for.',
          },
          name: { type: 'string', description: 'Of a function or an import.' },
          string: {
            type: 'string',
            maxLength: QUOTED_CHARACTERS,
            description: 'Content of a string of the document, at most 80 characters of it.',
          },
        },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  },
  FunctionFields: {
    type: 'object',
    description: 'The fields of a function that were asked for.',
    properties: FUNCTION.properties,
    additionalProperties: false,
  },
  CrossReference: {
    type: 'object',
    description: 'A function that refers to an address.',
    required: ['from', 'kind', 'at'],
    properties: {
      from: { $ref: '#/components/schemas/Place' },
      kind: {
        type: 'string',
        enum: [...CROSS_REFERENCE_KINDS],
        description:
          'call: it calls or jumps to it; import: it reaches it through a thunk, or only reads its place; string: it names its place.',
      },
      at: { ...ADDRESSES, maxItems: 8, description: 'The instructions that call, the lowest 8.' },
      at_total: { type: 'integer', minimum: 0, description: 'How many they are, where that is more.' },
    },
    additionalProperties: false,
  },
  CallGraph: {
    type: 'object',
    description: 'The first node is the one that was asked for; a call leads from its caller.',
    required: ['nodes', 'edges', 'truncated'],
    properties: {
      nodes: {
        type: 'array',
        items: {
          type: 'object',
          required: ['address', 'name', 'kind', 'type'],
          properties: {
            address: ADDRESSES.items,
            name: { type: 'string' },
            kind: { type: 'string', enum: ['function', 'import'] },
            type: {
              type: 'string',
              enum: [...new Set([...FUNCTION_TYPES, ...IMPORT_CATEGORIES])],
              description: 'Of a function its type, of an import its category.',
            },
          },
          additionalProperties: false,
        },
      },
      edges: {
        type: 'array',
        items: {
          type: 'object',
          required: ['from', 'to'],
          properties: { from: ADDRESSES.items, to: ADDRESSES.items },
          additionalProperties: false,
        },
      },
      truncated: { type: 'boolean' },
    },
    additionalProperties: false,
  },
} satisfies Record<string, object>;

/** Every schema that results are made of; the document's own are made from its types (`npm run schemas:generate`). */
export const RESULT_SCHEMAS = { ...documentSchemas, ...VIEWS } as Schemas;

/** One entry of a list that has a route of its own. */
export function itemRef(section: keyof typeof SECTIONS): Reference {
  return resultRef(SECTIONS[section]);
}

/** The views of one result, from the shortest to all of it. */
export const RESULT_VIEWS = [
  'AnalysisSummary',
  'FunctionsPage',
  'StringsPage',
  'ImportsPage',
  'ExportsPage',
  'SecurityView',
  'AnalysisDocument',
] as const;

export function resultRef(name: keyof typeof documentSchemas | keyof typeof VIEWS): Reference {
  return { $ref: `#/components/schemas/${name}` };
}

function pageOf(section: keyof typeof SECTIONS): object {
  return {
    type: 'object',
    required: [section, 'page', 'page_size', 'total_count', 'has_next', 'not_analysed'],
    properties: {
      [section]: { type: 'array', items: { $ref: `#/components/schemas/${SECTIONS[section]}` } },
      page: { type: 'integer', minimum: 1 },
      page_size: { type: 'integer', minimum: 1 },
      total_count: { type: 'integer', minimum: 0, nullable: true, description: 'Null where none were read.' },
      has_next: { type: 'boolean' },
      not_analysed: { type: 'string', nullable: true, description: 'Why none were read; null where they were.' },
    },
    additionalProperties: false,
  };
}
