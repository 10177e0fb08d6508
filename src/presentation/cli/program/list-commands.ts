import type { Command } from 'commander';
import { Option } from 'commander';

import type { ListFunctionsData, ListStringsData } from '#client/generated/types.gen';
import type { AnalysisDepth } from '#domain/document/analysis-depth';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import { STRING_TYPES } from '#domain/document/string-types';
import type { ListFormat } from '../commands/lists';
import { functions, LIST_FORMATS, strings } from '../commands/lists';
import { card } from '../commands/report';
import { OPTIONS } from './options';
import { pageCall } from './page-call';
import type { Run } from './run';

const TARGET = 'a file, the id of an analysis, a SHA-256, or - for what is piped in';
const SORTS = ['address', 'size', 'complexity', 'name', 'calls'] as const;
const CARD_TOKENS = 4000;

type FunctionsQuery = NonNullable<ListFunctionsData['query']>;
type StringsQuery = NonNullable<ListStringsData['query']>;

interface ListOptions {
  readonly depth: AnalysisDepth;
  readonly format: ListFormat;
  readonly json?: true;
  readonly output?: string;
  readonly limit: number;
  readonly page: number;
  readonly filter?: string;
}

interface FunctionsOptions extends ListOptions {
  readonly category?: FunctionsQuery['category'];
  readonly import?: string;
  readonly string?: string;
  readonly calls?: string;
  readonly calledBy?: string;
  readonly sort?: FunctionsQuery['sort'];
  readonly paths?: true;
}

export function addListCommands(program: Command, run: Run): void {
  withList(program.command('functions'))
    .description('its functions; one of them whole, by name or address')
    .argument('<target>', TARGET)
    .argument('[function]')
    .addOption(new Option('--category <category>', 'what they have to do with').choices(IMPORT_CATEGORIES))
    .option('--import <name>', 'those that use it')
    .option('--string <text>', 'those that use a string with it')
    .option('--calls <function>', 'those that call it')
    .option('--called-by <function>', 'those that it calls')
    .addOption(new Option('--sort <by>', 'in this order').choices(SORTS))
    .option('--paths', 'how calls lead to each')
    .action((target: string, ref: string | undefined, options: FunctionsOptions) =>
      run((session) =>
        ref === undefined
          ? functions(session, target, { ...listed(options, functionsQuery(options)), paths: options.paths === true })
          : card(session, target, ref.includes(':') ? ref : `fn:${ref}`, cardCall(options)),
      ),
    );
  withList(program.command('strings'))
    .description('its text')
    .argument('<target>', TARGET)
    .addOption(new Option('--type <type>', 'only these').choices(STRING_TYPES))
    .option('--used-by <function>', 'those that it uses')
    .action((target: string, options: ListOptions & { type?: StringsQuery['type']; usedBy?: string }) =>
      run((session) => {
        const { type, usedBy } = options;
        const query = {
          ...pageOf(options),
          ...(type !== undefined && { type }),
          ...(usedBy !== undefined && { used_by: usedBy }),
        };
        return strings(session, target, listed(options, query));
      }),
    );
}

function withList(command: Command): Command {
  return command
    .addOption(OPTIONS.depth())
    .addOption(OPTIONS.format(...LIST_FORMATS))
    .addOption(OPTIONS.json())
    .option('--filter <text>', 'those that have it in their name or text; /…/ is a regular expression')
    .addOption(OPTIONS.limit())
    .addOption(OPTIONS.page())
    .addOption(OPTIONS.file());
}

function functionsQuery(options: FunctionsOptions): FunctionsQuery {
  const { category, import: used, string, calls, calledBy, sort } = options;
  return {
    ...pageOf(options),
    fields: 'name,address,size,type,complexity_score,calls_from,imports',
    ...(category !== undefined && { category }),
    ...(used !== undefined && { import: used }),
    ...(string !== undefined && { string }),
    ...(calls !== undefined && { calls }),
    ...(calledBy !== undefined && { called_by: calledBy }),
    ...(sort !== undefined && { sort, ...(sort !== 'name' && sort !== 'address' && { order: 'desc' as const }) }),
  };
}

function pageOf({ limit, page, filter }: ListOptions): { page: number; page_size: number; filter?: string } {
  return { page, page_size: limit, ...(filter !== undefined && { filter }) };
}

function listed<Query>(
  { depth, format, json, output }: ListOptions,
  query: Query,
): { depth: AnalysisDepth; query: Query; format: ListFormat; file: string | undefined } {
  return { depth, query, format: json === true ? 'json' : format, file: output };
}

function cardCall({ depth, format, json, output }: ListOptions): ReturnType<typeof pageCall> {
  const asked = json === true || format === 'json' ? 'json' : 'markdown';
  return pageCall({ depth, format: asked, ...(output !== undefined && { output }) }, CARD_TOKENS);
}
