import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiParam, ApiQuery } from '@nestjs/swagger';

import { FUNCTION_FIELDS } from '#domain/document/functions';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import { LONGEST_FILTER } from '#domain/patterns/text-filter';
import { SORT_ORDERS } from '#domain/results/section-query';
import { SECTION_TRAITS } from '#domain/results/section-traits';
import { ApiPagedEnvelope } from '#presentation/http/answer/paging';
import { ApiEnvelope } from '#presentation/http/contract/envelopes';
import { itemRef, resultRef } from '#presentation/http/contract/result-schemas';
import { ApiReading, FILTER, PARTIAL } from './reading.openapi';
import { LONGEST_REFERENCE } from './relations.request';
import type { ListedSection } from './section.request';

/** How something of a result is named. */
export const REFERENCE: SchemaObject = {
  type: 'string',
  minLength: 1,
  maxLength: LONGEST_REFERENCE,
  example: '0x401000',
};
export const AMBIGUOUS = 'Where several bear the name: 400 with their addresses in `details`, 20 at most.';

const CATEGORY: SchemaObject = { type: 'string', enum: [...IMPORT_CATEGORIES] };
const FUNCTION_OR_FIELDS = { anyOf: [itemRef('functions'), resultRef('FunctionFields')] };

interface RelationQuery {
  readonly name: string;
  readonly description: string;
  readonly schema: SchemaObject;
}

const USED_BY: RelationQuery = {
  name: 'used_by',
  description: `Those that this function uses: its address or name. ${AMBIGUOUS}`,
  schema: REFERENCE,
};

/** What lists are filtered by, besides what they themselves say. */
const RELATIONS: Readonly<Record<ListedSection, readonly RelationQuery[]>> = {
  functions: [
    {
      name: 'import',
      description:
        'They use an import of this name, of whichever library, or this import, themselves or through a thunk: `connect`, `imp:connect`, `imp:WS2_32.connect`, `0x402010`.',
      schema: REFERENCE,
    },
    { name: 'category', description: 'They use an import of this category.', schema: CATEGORY },
    {
      name: 'string',
      description: 'They use a string that contains this text, in any case of letters.',
      schema: { type: 'string', minLength: 1, maxLength: LONGEST_FILTER },
    },
    {
      name: 'calls',
      description: `They call this function or import: \`0x401000\`, \`main\`, \`fn:main\`, \`imp:connect\`, \`imp:WS2_32.connect\`. ${AMBIGUOUS}`,
      schema: REFERENCE,
    },
    { name: 'called_by', description: `This function calls them. ${AMBIGUOUS}`, schema: REFERENCE },
    { name: 'reachable_from', description: `Calls lead to them from this function. ${AMBIGUOUS}`, schema: REFERENCE },
    {
      name: 'fields',
      description: `Which fields of each are shown, with commas between them: ${FUNCTION_FIELDS.join(', ')}. Without it, all.`,
      schema: { type: 'string', example: 'name,address' },
    },
  ],
  strings: [USED_BY],
  imports: [{ name: 'category', description: 'The same as `type`.', schema: CATEGORY }, USED_BY],
  exports: [],
  sections: [],
};

export function ApiSection(section: ListedSection): MethodDecorator {
  const { types, sorts } = SECTION_TRAITS[section];
  const typed = types.length > 0;
  return applyDecorators(
    ApiReading(
      `The ${section}`,
      'Page by page, as the document has them or in the order asked for. Where none were read, `metadata.not_analysed` says why.',
      'INVALID_OPTION',
      'OVERLOADED',
    ),
    ApiPagedEnvelope(`A page of ${section}.`, section === 'functions' ? FUNCTION_OR_FIELDS : itemRef(section)),
    ApiQuery(PARTIAL),
    ApiQuery(FILTER),
    ...(typed
      ? [
          ApiQuery({
            name: 'type',
            required: false,
            ...(section === 'imports' && { description: 'The category of the import.' }),
            schema: { type: 'string', enum: [...types] },
          }),
        ]
      : []),
    ...RELATIONS[section].map((each) => ApiQuery({ required: false, ...each })),
    ApiQuery({ name: 'sort', required: false, schema: { type: 'string', enum: Object.keys(sorts) } }),
    ApiQuery({ name: 'order', required: false, schema: { type: 'string', enum: [...SORT_ORDERS], default: 'asc' } }),
  );
}

export function ApiFunction(): MethodDecorator {
  return applyDecorators(
    ApiReading(
      'One function',
      'With its signature, measures, callers, callees, the strings it uses, and its pseudo code where there is some.',
      'INVALID_OPTION',
      'OVERLOADED',
    ),
    ApiParam({ name: 'address', description: `Where it begins, or its name. ${AMBIGUOUS}`, schema: REFERENCE }),
    ApiQuery(PARTIAL),
    ApiEnvelope(200, 'The function.', resultRef('FunctionDetail')),
  );
}
