import { applyDecorators } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';

import { LONGEST_REFERENCE } from '#presentation/http/analysis/relations.request';
import { TOKEN_BUDGET } from './report.request';
import { ApiFactQuery, ApiFactsToLookAt } from './reports.openapi';

export function ApiCompare(): MethodDecorator {
  return applyDecorators(
    ApiFactsToLookAt(
      'What is different in another result',
      "Another build of the program, or another program: findings, risk, protections, libraries, imports, functions and strings that only one of both has, and functions that were changed, with what is different in them. Functions are matched by their code, then by a name of the file's, then by likeness. `other:` stands before references to the other result.",
    ),
    ApiParam({ name: 'other', description: 'The job_id of the other.', schema: { type: 'string', format: 'uuid' } }),
    ApiFactQuery(TOKEN_BUDGET.report),
  );
}

export function ApiSimilar(): MethodDecorator {
  return applyDecorators(
    ApiFactsToLookAt(
      'Which other results have the same functions',
      'Of this owner, the 1,000 newest: how many functions of ten instructions and more they share with this one, whatever they are called, and what those without a name here are called there. `NOT_FOUND` for a `ref` that names nothing.',
    ),
    ApiQuery({
      name: 'ref',
      required: false,
      description: 'A function: which results have it, and by which name.',
      schema: { type: 'string', minLength: 1, maxLength: LONGEST_REFERENCE },
    }),
    ApiFactQuery(TOKEN_BUDGET.report),
  );
}
