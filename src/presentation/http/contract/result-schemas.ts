import type { OpenAPIObject } from '@nestjs/swagger';

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
