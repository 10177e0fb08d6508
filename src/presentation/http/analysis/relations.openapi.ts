import { applyDecorators } from '@nestjs/common';
import { ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';

import { CALL_DIRECTIONS, CALL_GRAPH_LIMITS } from '#domain/results/call-graph';
import { ApiPagedEnvelope } from '#presentation/http/answer/paging';
import { envelopeSchema, ID_HEADERS } from '#presentation/http/contract/envelopes';
import { resultRef } from '#presentation/http/contract/result-schemas';
import { DOT_TYPE } from './call-graph-dot';
import { ApiReading, PARTIAL } from './reading.openapi';
import { GRAPH_FORMATS } from './relations.request';
import { AMBIGUOUS, REFERENCE } from './sections.openapi';

const NOT_KNOWN = 'Where code was not analysed, `metadata.not_analysed` says why.';

export function ApiCrossReferences(): MethodDecorator {
  return applyDecorators(
    ApiReading(
      'Who refers to an address',
      `The functions that call a function or an import, reach an import, or use a string, by address, and where they do. \`metadata.targets\` says what is there. ${NOT_KNOWN}`,
      'INVALID_OPTION',
      'OVERLOADED',
    ),
    ApiParam({
      name: 'address',
      description: `Of a function, an import or a string: \`0x401000\`, \`main\`, \`fn:main\`, \`imp:connect\`, \`imp:WS2_32.connect\`, \`str:0x402010\`. ${AMBIGUOUS}`,
      schema: REFERENCE,
    }),
    ApiQuery(PARTIAL),
    ApiPagedEnvelope('A page of functions that do.', resultRef('CrossReference')),
  );
}

export function ApiCallGraph(): MethodDecorator {
  const { depth, nodes } = CALL_GRAPH_LIMITS;
  return applyDecorators(
    ApiReading(
      'The calls around a function',
      `Breadth first, with all calls between what is shown; \`truncated\` where \`max_nodes\` leaves something out. ${NOT_KNOWN}`,
      'INVALID_OPTION',
      'OVERLOADED',
    ),
    ApiQuery(PARTIAL),
    ApiQuery({
      name: 'from',
      description: `A function or an import, by address or name. ${AMBIGUOUS}`,
      schema: REFERENCE,
    }),
    ApiQuery({
      name: 'direction',
      required: false,
      schema: { type: 'string', enum: [...CALL_DIRECTIONS], default: 'callees' },
    }),
    ApiQuery({
      name: 'depth',
      required: false,
      description: 'Calls between it and the furthest.',
      schema: { type: 'integer', minimum: 1, maximum: depth.most, default: depth.usual },
    }),
    ApiQuery({
      name: 'max_nodes',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: nodes.most, default: nodes.usual },
    }),
    ApiQuery({
      name: 'format',
      required: false,
      description: `Without it, what \`Accept\` says: JSON, or \`${DOT_TYPE}\`.`,
      schema: { type: 'string', enum: [...GRAPH_FORMATS] },
    }),
    ApiResponse({
      status: 200,
      description: 'The graph.',
      headers: ID_HEADERS,
      content: {
        'application/json': { schema: envelopeSchema(resultRef('CallGraph')) },
        [DOT_TYPE]: { schema: { type: 'string' } },
      },
    }),
  );
}
