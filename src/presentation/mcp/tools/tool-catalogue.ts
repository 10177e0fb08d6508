import type { ToolAnnotations } from '@modelcontextprotocol/server';
import { z } from 'zod';

import type { McpToolName } from '#config/settings/mcp';
import { MCP_TOOLS } from '#config/settings/mcp';
import { ANALYSIS_DEPTHS } from '#domain/document/analysis-depth';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import { CARD_PARTS } from '#domain/report/card-question';
import { REPORT_KINDS } from '#domain/report/fact';
import { MOST_PATHS } from '#domain/report/path-facts';
import { LONGEST_QUERY } from '#domain/report/search-query';
import { LONGEST_REFERENCE } from '#presentation/http/analysis/relations.request';
import { USUAL_PATHS } from '#presentation/http/reports/search.request';
import type { ToolInput, ToolSpec } from './tool-spec';

/** Seconds; clients give up after 60. */
export const LONGEST_WAIT_SECONDS = 50;
/** Of what is read whole, without a budget of its own. */
export const REPORT_TOKENS = 4000;
const TOKENS = { least: 500, most: 25_000, survey: 2000 } as const;
const LONGEST = { id: 64, cursor: 64, path: 4096, reference: LONGEST_REFERENCE } as const;

/** Nothing deletes anything, and nothing reaches beyond the service. */
const HINTS = { destructiveHint: false, openWorldHint: false } as const;
const READS: ToolAnnotations = { readOnlyHint: true, idempotentHint: true, ...HINTS };

const analysisId = z.string().max(LONGEST.id);
const cursor = z.string().max(LONGEST.cursor).optional().describe('"next" of the answer before');
const sha256 = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/)
  .optional();
const reference = z.string().min(1).max(LONGEST.reference);
const maxTokens = (usual: number): z.ZodDefault<z.ZodInt> => z.int().min(TOKENS.least).max(TOKENS.most).default(usual);
const wait = (usual: number): z.ZodDefault<z.ZodInt> => z.int().min(0).max(LONGEST_WAIT_SECONDS).default(usual);

/** A tool that reads of one analysis. */
function reads<Name extends McpToolName, Shape extends z.ZodRawShape>(name: Name, description: string, shape: Shape) {
  const input = z.strictObject({ analysis_id: analysisId, ...shape });
  return { name, description, input, annotations: READS, kind: 'read' } as const;
}

function paged(usual: number) {
  return { max_tokens: maxTokens(usual), cursor };
}

const SUBMIT = {
  name: 'submit',
  description:
    'Analyse a PE, ELF or Mach-O file: one that was sent to upload_url, or one analysed before, by its sha256. Answers with its analysis_id, and with the survey once it is done.',
  input: z.strictObject({
    upload_id: z.string().max(LONGEST.id).optional(),
    sha256,
    depth: z.enum(ANALYSIS_DEPTHS).default('standard').describe('comprehensive: with pseudo code'),
    wait_seconds: wait(LONGEST_WAIT_SECONDS),
  }),
  annotations: { readOnlyHint: false, idempotentHint: true, ...HINTS },
  kind: 'submission',
} as const satisfies ToolSpec<'submit'>;

const UPLOAD_URL = {
  name: 'upload_url',
  description:
    'Where to send a file by PUT, once, within 15 minutes, with a curl line for it. Then submit its upload_id.',
  input: z.strictObject({
    filename: z.string().max(LONGEST.path),
    size: z.int().min(1).max(Number.MAX_SAFE_INTEGER).describe('bytes'),
    sha256,
  }),
  annotations: { readOnlyHint: false, idempotentHint: false, ...HINTS },
  kind: 'submission',
} as const satisfies ToolSpec<'upload_url'>;

const STATUS = reads(
  'status',
  'How far an analysis is, and what can be read already. Waits for its end where asked to.',
  {
    wait_seconds: wait(0),
  },
);

const SURVEY = reads(
  'survey',
  'What the file is and does, the most telling first: findings, capabilities, imports and their users, functions, strings. Page on with cursor.',
  {
    focus: z.array(z.enum(IMPORT_CATEGORIES)).max(IMPORT_CATEGORIES.length).default([]).describe('these sooner'),
    ...paged(TOKENS.survey),
  },
);

const GET = reads(
  'get',
  'Things whole, by reference: functions with callers, callees, imports, strings and code; strings, imports, findings.',
  {
    refs: z.array(reference).min(1).max(20).describe('such as fn:0x401000, fn:main, imp:connect'),
    with: analysisId.optional().describe('whose the refs are that begin with other:'),
    parts: z
      .array(z.enum(CARD_PARTS))
      .max(CARD_PARTS.length)
      .default([...CARD_PARTS])
      .describe('of functions'),
    show_suspicious: z.boolean().default(false).describe('also text that reads like instructions'),
    ...paged(REPORT_TOKENS),
  },
);

const SEARCH = reads(
  'search',
  'Facts that fit all terms: "text", /RE2/, tag:network, uses:connect, refs:"text", calls:fn:main (its callers), calledby:fn:main (what it calls), type:url, lib:WS2_32, named:no, cc>50; a minus negates.',
  {
    query: z.string().min(1).max(LONGEST_QUERY),
    kinds: z.array(z.enum(REPORT_KINDS)).max(REPORT_KINDS.length).default([]),
    ...paged(TOKENS.survey),
  },
);

const PATHS = reads(
  'paths',
  'Chains of calls to a function or an import, from another function or from where the program starts.',
  {
    from: reference.optional(),
    to: reference,
    max_paths: z.int().min(1).max(MOST_PATHS).default(USUAL_PATHS),
    ...paged(TOKENS.survey),
  },
);

const COMPARE = reads(
  'compare',
  'What only one of two results has, and which functions differ and how: two builds, or two programs. References of the other begin with other:.',
  { with: analysisId.describe('analysis_id of the other'), ...paged(REPORT_TOKENS) },
);

const SIMILAR = reads(
  'similar',
  'Which of your other analyses have the same functions, or this one, and what they are called there.',
  { ref: reference.optional().describe('of a function'), ...paged(TOKENS.survey) },
);

/** Every tool that there is. */
export const TOOL_SPECS = {
  submit: SUBMIT,
  upload_url: UPLOAD_URL,
  status: STATUS,
  survey: SURVEY,
  get: GET,
  search: SEARCH,
  paths: PATHS,
  compare: COMPARE,
  similar: SIMILAR,
} as const satisfies { readonly [Name in McpToolName]?: ToolSpec<Name> };

export type ServedTool = keyof typeof TOOL_SPECS;
export type InputOf<Name extends ServedTool> = ToolInput<(typeof TOOL_SPECS)[Name]>;

/** Those that a deployment offers, always in the same order. @param named comma-separated; empty: all */
export function offeredTools(named: string): readonly ToolSpec[] {
  const names = named === '' ? MCP_TOOLS : named.split(',');
  return MCP_TOOLS.flatMap((name) => (names.includes(name) && isServed(name) ? [TOOL_SPECS[name]] : []));
}

function isServed(name: McpToolName): name is ServedTool {
  return Object.hasOwn(TOOL_SPECS, name);
}
