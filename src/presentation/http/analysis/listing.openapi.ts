import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiParam, ApiQuery } from '@nestjs/swagger';

import { ApiPagedEnvelope } from '#presentation/http/answer/paging';
import type { Reference } from '#presentation/http/contract/result-schemas';
import { resultRef } from '#presentation/http/contract/result-schemas';
import { LISTING_FORMATS } from './listing.request';
import { ApiReading } from './reading.openapi';
import { AMBIGUOUS, REFERENCE } from './sections.openapi';

const LINK = {
  description: 'RFC 8288: `rel="next"`, where there are more lines.',
  required: false,
  schema: { type: 'string' },
} as const;

function ApiLines(
  summary: string,
  description: string,
  line: SchemaObject | Reference,
  example: string,
): MethodDecorator {
  return applyDecorators(
    ApiReading(
      summary,
      `${description} \`metadata.function\` says whose lines they are.`,
      'INVALID_OPTION',
      'OVERLOADED',
    ),
    ApiParam({
      name: 'ref',
      description: `Where the function begins, or its name: \`0x401000\`, \`main\`, \`fn:main\`. ${AMBIGUOUS}`,
      schema: REFERENCE,
    }),
    ApiQuery({
      name: 'format',
      required: false,
      description: 'Without it, what `Accept` says: JSON, or `text/plain`.',
      schema: { type: 'string', enum: [...LISTING_FORMATS] },
    }),
    ApiPagedEnvelope(
      'A page of lines.',
      line,
      { Link: LINK },
      { 'text/plain': { schema: { type: 'string', example } } },
    ),
  );
}

export function ApiListing(): MethodDecorator {
  return ApiLines(
    'The instructions of a function',
    'In the order of their addresses, from code that is kept with results of standard and comprehensive depth for x86, x86-64 and ARM64: no part of the document, and at most 16 MB of it, 64 MB at comprehensive depth; `metadata.truncated` of the summary names `listing` where that leaves functions out. Of other processors, at quick depth and for what is left out: NOT_FOUND, and the message says why. As text a line is address, instruction, and behind a semicolon what it names, strings in quotes as JSON has them.',
    resultRef('ListingLine'),
    '0x401000  lea rdi, [rip+0xe0e]  ; "usage: %s FILE\\n"\n0x401007  call 0x401030  ; printf\n',
  );
}

export function ApiPseudoCode(): MethodDecorator {
  return ApiLines(
    'The pseudo code of a function',
    'Line by line, where there is some (comprehensive depth, the functions that tell most).',
    { type: 'string' },
    'int main (int argc, char **argv) {\n',
  );
}
