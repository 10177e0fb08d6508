import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';

import { REPORT_KINDS } from '#domain/report/fact';
import { MOST_PATHS } from '#domain/report/path-facts';
import { LONGEST_QUERY, MOST_TERMS } from '#domain/report/search-query';
import { LONGEST_REFERENCE } from '#presentation/http/analysis/relations.request';
import { TOKEN_BUDGET } from './report.request';
import { ApiFactPage, ApiFactQuery } from './reports.openapi';
import { USUAL_PATHS } from './search.request';

const REFERENCE = { type: 'string', minLength: 1, maxLength: LONGEST_REFERENCE } as const;
const TERMS = [
  `1 to ${MOST_TERMS} terms with blanks between; all must hold, \`-term\` must not.`,
  'A word or `"some text"`, in any case of letters, or `/an expression of RE2/` (`/…/i`): in names, contents, libraries, titles and ids.',
  '`tag:network`: what has to do with a category of imports.',
  '`uses:connect`, `uses:WS2_32.connect`: functions that use an import; `lib:WS2_32`: one of a library, and its imports.',
  '`refs:"some text"`, `refs:str:0x402010`: functions that use a string.',
  '`calls:fn:main`, `calledby:fn:main`: functions that call it, what it calls.',
  '`type:url`: strings, functions, exports of a type. `cc>50`, `callers>10`, `size<100`: functions by complexity, callers, bytes. `named:no`: functions without a name of the file.',
].join(' ');

export function ApiSearch(): MethodDecorator {
  return applyDecorators(
    ApiFactPage(
      'Facts that fit a query',
      'In short lines, the most telling first; where it is asked what has to do with what, functions first. Stubs and thunks do not count as functions that use an import.',
    ),
    ApiFactQuery(TOKEN_BUDGET.survey),
    ApiQuery({
      name: 'q',
      required: true,
      description: TERMS,
      schema: { type: 'string', minLength: 1, maxLength: LONGEST_QUERY },
      example: 'tag:network cc>20',
    }),
    ApiQuery({
      name: 'kinds',
      required: false,
      explode: false,
      description: 'These kinds of facts alone.',
      schema: { type: 'array', items: { type: 'string', enum: [...REPORT_KINDS] } },
    }),
  );
}

export function ApiPaths(): MethodDecorator {
  return applyDecorators(
    ApiFactPage(
      'Shortest chains of calls to a function or an import',
      'One a line, `main > parse > connect at 0x401000`: the shortest by each last caller, then by those who call that one, then from other starts. Calls through pointers are not known: where no chain is, the last lines say why.',
    ),
    ApiFactQuery(TOKEN_BUDGET.survey),
    ApiQuery({
      name: 'to',
      required: true,
      description: 'A function or an import: `fn:0x401000`, `main`, `imp:WS2_32.connect`, `connect`.',
      schema: REFERENCE,
      example: 'imp:connect',
    }),
    ApiQuery({
      name: 'from',
      required: false,
      description: 'A function; without it, wherever the program starts.',
      schema: REFERENCE,
    }),
    ApiQuery({
      name: 'max_paths',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: MOST_PATHS, default: USUAL_PATHS },
    }),
    ApiQuery({
      name: 'whole',
      required: false,
      description: 'Long paths in several lines, not cut in the midst.',
      schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
    }),
  );
}
