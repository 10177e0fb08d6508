import { answerOf } from '#client/answer-of';
import { findPaths, listFunctions, listStrings } from '#client/generated/sdk.gen';
import type { ExtractedString, FunctionInfo, ListFunctionsData, ListStringsData } from '#client/generated/types.gen';
import { Refusal } from '#client/refusal';
import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { ExitCode } from '../terminal/exit-codes';
import { EXIT } from '../terminal/exit-codes';
import type { Piece } from '../terminal/pieces';
import type { Column } from '../terminal/table';
import { markdownTable, tableLines } from '../terminal/table';
import type { Session } from './session';
import { analysisOf } from './target';

export const LIST_FORMATS = ['table', 'markdown', 'json'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

export interface ListCall<Query> {
  readonly depth: AnalysisDepth;
  readonly query: Query;
  readonly format: ListFormat;
  readonly file: string | undefined;
}

type FunctionsQuery = NonNullable<ListFunctionsData['query']>;
type StringsQuery = NonNullable<ListStringsData['query']>;

const FUNCTION_COLUMNS: readonly Column[] = [
  { title: 'address' },
  { title: 'size', align: 'right' },
  { title: 'complexity', align: 'right' },
  { title: 'callers', align: 'right' },
  { title: 'name', flexible: true },
  { title: 'imports', flexible: true },
];
const STRING_COLUMNS: readonly Column[] = [
  { title: 'address' },
  { title: 'type' },
  { title: 'used by', align: 'right' },
  { title: 'text', flexible: true },
];

/** Functions by what they use and call; with how calls lead to each, where that is asked for. */
export async function functions(
  session: Session,
  target: string,
  call: ListCall<FunctionsQuery> & { readonly paths: boolean },
): Promise<ExitCode> {
  const id = await analysisOf(session, target, call.depth);
  const asked = { client: await session.client(), path: { id }, signal: session.stop };
  const page = whole(await answerOf(listFunctions({ ...asked, query: call.query })));
  const found = page.data as readonly FunctionInfo[];
  const rows = await Promise.all(
    found.map(async (each) => ({ ...each, ...(call.paths && { paths: await pathsTo(asked, each.address) }) })),
  );
  const table = rows.flatMap(({ paths, ...each }) => [functionRow(each), ...(paths ?? []).map(pathRow)]);
  show(session, call, FUNCTION_COLUMNS, table, rows, page.total_count);
  return EXIT.clean;
}

export async function strings(session: Session, target: string, call: ListCall<StringsQuery>): Promise<ExitCode> {
  const id = await analysisOf(session, target, call.depth);
  const asked = { client: await session.client(), path: { id }, query: call.query, signal: session.stop };
  const page = whole(await answerOf(listStrings(asked)));
  const found = page.data as readonly ExtractedString[];
  show(session, call, STRING_COLUMNS, found.map(stringRow), found, page.total_count);
  return EXIT.clean;
}

interface Page {
  readonly data: readonly unknown[];
  readonly total_count: number;
}

/** The analysis has ended, so what comes is the page: of one that is analysed anew meanwhile it is not. @throws Refusal */
function whole(answer: object): Page {
  if ('total_count' in answer) return answer as Page;
  throw new Refusal('RESULT_CHANGED', 'The file is being analysed again.', 'Ask again.');
}

/** Chains of calls from where the program starts; none where it is not known how it is reached. */
async function pathsTo(
  asked: Pick<Parameters<typeof findPaths>[0], 'client' | 'path' | 'signal'>,
  address: string,
): Promise<readonly string[]> {
  const query = { to: `fn:${address}`, max_paths: 1, format: 'json' } as const;
  const { data } = (await answerOf(findPaths({ ...asked, query }))) as {
    readonly data: { readonly facts: readonly { readonly kind: string; readonly text: string }[] };
  };
  return data.facts.filter(({ kind }) => kind === 'path').map(({ text }) => text);
}

function functionRow({
  address,
  size,
  complexity_score: complexity,
  calls_from: callers,
  name,
  imports,
}: FunctionInfo): readonly Piece[] {
  return [
    address,
    String(size),
    String(complexity ?? ''),
    String(callers?.length ?? ''),
    name,
    (imports ?? []).join(' '),
  ];
}

function pathRow(path: string): readonly Piece[] {
  return ['', '', '', '', `by ${path}`, ''];
}

function stringRow({ address, type, used_by_total: users, content }: ExtractedString): readonly Piece[] {
  return [address, type, String(users), JSON.stringify(content)];
}

function show(
  { output }: Session,
  { format, file }: ListCall<unknown>,
  columns: readonly Column[],
  rows: readonly (readonly Piece[])[],
  items: readonly object[],
  total: number,
): void {
  if (format === 'json') output.json(items, file);
  else if (format === 'markdown') output.page(`${markdownTable(columns, rows)}\n`, file);
  else output.lines(tableLines(columns, rows, output.tableWidth), file);
  if (items.length < total) output.note(`${items.length} of ${total}: --limit and --page show others.`);
}
