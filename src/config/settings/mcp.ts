import { IsIn, Matches } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

/** In the order in which clients are shown them. */
export const MCP_TOOLS = [
  'submit',
  'upload_url',
  'status',
  'survey',
  'get',
  'search',
  'paths',
  'compare',
  'similar',
] as const;
export type McpToolName = (typeof MCP_TOOLS)[number];

/** How a tool answers; either way in one rendering. */
export const MCP_CONTENTS = ['text', 'json'] as const;
export type McpContent = (typeof MCP_CONTENTS)[number];

/** More than clients take. */
const MOST_TOKENS = 25_000;
const NAMES = MCP_TOOLS.join('|');

export class McpSettings {
  @Described(
    `Tools that MCP clients are offered, comma-separated, of ${MCP_TOOLS.join(', ')}. Empty: all. The flag features.mcp switches all of it.`,
  )
  @Matches(new RegExp(`^$|^(${NAMES})(,(${NAMES}))*$`), {
    message: `must be names of ${MCP_TOOLS.join(', ')}, separated by commas, or empty`,
  })
  readonly tools: string = '';

  @Described(
    'Most tokens (o200k_base) of an answer of a tool, whatever is asked for. Clients refuse more than 25,000 by tokenizers of their own, which count up to a tenth more.',
  )
  @Whole(500, MOST_TOKENS)
  readonly maxTokens: number = 20_000;

  @Described('What tools answer with: text is lines that models read; json the same as structured content.')
  @IsIn(MCP_CONTENTS)
  readonly content: McpContent = 'text';

  @Described(
    'Authorization server that gives out the keys of this service, such as https://login.example.com: clients of MCP are told of it (RFC 9728). Empty: none; keys are made by an administrator.',
  )
  @Matches(/^$|^https?:\/\/[^\s,"\\]+$/, { message: 'must be http(s)://host, or empty' })
  readonly authorizationServer: string = '';

  @Described(
    'Origins whose pages may call /mcp, comma-separated, such as https://app.example.com; those of server.cors_origins may too, and pages of this machine where the API listens on its loopback only. Requests of other pages are refused. Empty: no others.',
  )
  @Matches(/^$|^https?:\/\/[^/,\s]+(,https?:\/\/[^/,\s]+)*$/, {
    message: 'must be http(s)://host[:port], several separated by commas, or empty',
  })
  readonly allowedOrigins: string = '';
}
