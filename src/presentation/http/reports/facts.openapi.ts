import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiParam, ApiQuery } from '@nestjs/swagger';

import { CARD_PARTS, MOST_CARDS } from '#domain/report/card-question';
import { REPORT_FORMATS } from '#domain/report/rendering';
import { TOKENIZERS } from '#domain/report/token-counter';
import { LONGEST_REFERENCE } from '#presentation/http/analysis/relations.request';
import { TOKEN_BUDGET } from './report.request';
import { ApiFactPage, ApiFactQuery } from './reports.openapi';

const REFERENCE = { type: 'string', minLength: 1, maxLength: LONGEST_REFERENCE } as const;
const PARTS = { type: 'array', items: { type: 'string', enum: [...CARD_PARTS] }, default: [...CARD_PARTS] } as const;
const WHAT =
  'Line by line, the most telling first; what does not fit is behind `next`. A function: measures, names that something speaks for, a way from the start, findings, who calls it and what it calls and uses, identity, and its code: pseudo code where there is some, else instructions, 4,000 lines at most. A string: the whole text. An import: all users and calls that the document lists. A finding: all evidence.';

export function ApiCard(): MethodDecorator {
  return applyDecorators(
    ApiFactPage('One thing of a result, whole', WHAT),
    ApiFactQuery(TOKEN_BUDGET.report),
    ApiParam({
      name: 'ref',
      description:
        'As reports show it: `fn:0x401000`, `fn:main`, `str:0x402010`, `imp:WS2_32.connect`, `exp:name`, `sec:.text`, `find:rule-id`, `cap:1`, `res:#0`; or an address or a name. Where several bear the name: 400 with their references.',
      schema: REFERENCE,
    }),
    ApiQuery({
      name: 'parts',
      required: false,
      explode: false,
      description: 'What the card of a function has beside its head.',
      schema: PARTS as never,
    }),
  );
}

export function ApiCards(): MethodDecorator {
  return applyDecorators(
    ApiFactPage('Several things of a result, whole', `${WHAT} What the query of one says stands in the body.`),
    ApiBody({
      schema: {
        type: 'object',
        required: ['refs'],
        additionalProperties: false,
        properties: {
          refs: { type: 'array', minItems: 1, maxItems: MOST_CARDS, uniqueItems: true, items: REFERENCE },
          parts: PARTS,
          max_tokens: { type: 'integer', minimum: TOKEN_BUDGET.least, maximum: TOKEN_BUDGET.most },
          format: { type: 'string', enum: [...REPORT_FORMATS] },
          tokenizer: { type: 'string', enum: [...TOKENIZERS] },
          cursor: { type: 'string', maxLength: 64 },
          show_suspicious: { type: 'boolean', default: false },
        },
      } as never,
    }),
  );
}
