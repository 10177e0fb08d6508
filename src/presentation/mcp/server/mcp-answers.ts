import type { CallToolResult } from '@modelcontextprotocol/server';
import { Injectable } from '@nestjs/common';

import type { LimitedKind } from '#domain/access/rate-limits';
import { refusalText } from '#presentation/mcp/tools/refusal-text';
import { ResourceTexts } from '#presentation/mcp/tools/resource-texts';
import type { ToolAnswer, ToolCall } from '#presentation/mcp/tools/tool-call';
import { ToolCalls } from '#presentation/mcp/tools/tool-calls';
import type { ServerParts } from './mcp-server';
import { resourceRefusal } from './resources';

/** Answers of this process to one caller. */
@Injectable()
export class McpAnswers {
  constructor(
    private readonly tools: ToolCalls,
    private readonly resources: ResourceTexts,
  ) {}

  /** What a call of a tool counts as; `undefined` for any other message. */
  kindOf({ method, params }: Readonly<Record<string, unknown>>): LimitedKind | undefined {
    const name = method === 'tools/call' && typeof params === 'object' && (params as { name?: unknown } | null)?.name;
    return this.tools.offered.find((spec) => spec.name === name)?.kind;
  }

  to(call: Omit<ToolCall, 'tell'>): Omit<ServerParts, 'version'> {
    return {
      tools: this.tools.offered,
      call: async (name, given, { signal, tell }) => {
        const asked = { ...call, signal: AbortSignal.any([call.signal, signal]), tell };
        return resultOf(await this.tools.execute(name, given, asked));
      },
      read: async (asked) => {
        try {
          return await this.resources.read(asked, call);
        } catch (thrown) {
          const refusal = this.tools.refusalOf(thrown, call);
          throw resourceRefusal(refusal.code, refusalText(refusal));
        }
      },
    };
  }
}

/** One rendering: where JSON is wanted, its text is the same again, which clients show that know no other. */
function resultOf(answer: ToolAnswer): CallToolResult {
  const failed = answer.isError === true && { isError: true };
  if ('text' in answer) return { content: [{ type: 'text', text: answer.text }], ...failed };
  return { content: [{ type: 'text', text: JSON.stringify(answer.json) }], structuredContent: answer.json, ...failed };
}
