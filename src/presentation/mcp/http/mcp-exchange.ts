import type { AuthInfo } from '@modelcontextprotocol/server';

import type { ToolCall } from '#presentation/mcp/tools/tool-call';

/** What of an HTTP request a server for it needs; the SDK hands it through as what it knows of the caller. */
export class McpExchange implements AuthInfo {
  /** Keys go no further than the guard. */
  readonly token = '';
  readonly scopes: string[] = [];
  readonly clientId: string;

  constructor(readonly call: Omit<ToolCall, 'tell'>) {
    this.clientId = call.caller.keyId;
  }
}
