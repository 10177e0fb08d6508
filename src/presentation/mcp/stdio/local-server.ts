import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

import { DomainError } from '#domain/shared/domain-error';
import type { Asked } from '#presentation/mcp/server/mcp-server';
import { mcpServer } from '#presentation/mcp/server/mcp-server';
import { refusalText } from '#presentation/mcp/tools/refusal-text';
import { offeredTools, TOOL_SPECS } from '#presentation/mcp/tools/tool-catalogue';
import type { ToolSpec } from '#presentation/mcp/tools/tool-spec';
import { checkedInput } from '#presentation/mcp/tools/tool-spec';
import type { FileToSend, RemoteService } from './remote-service';

/** Opens a file of this machine that may be sent. @throws DomainError as `openWithin`. */
export type OpenFile = (path: string) => Promise<FileToSend & { close(): Promise<void> }>;

/** Only a program on the user's machine knows its files. */
const SUBMIT_BY_PATH = {
  ...TOOL_SPECS.submit,
  description: `${TOOL_SPECS.submit.description} Or a file of this machine, by its path.`,
  input: TOOL_SPECS.submit.input.extend({ path: z.string().min(1).max(4096).optional() }),
} as const satisfies ToolSpec<'submit'>;

/** The tools of a service elsewhere, for a client that starts this program. */
export class LocalServer {
  private readonly tools: readonly ToolSpec[];

  /**
   * @param offered names of what the service offers
   * @param openFile absent where no file of this machine may be sent
   */
  constructor(
    private readonly service: RemoteService,
    private readonly version: string,
    offered: readonly string[],
    private readonly openFile: OpenFile | undefined,
  ) {
    this.tools = offeredTools('')
      .filter(({ name }) => offered.includes(name))
      .map((spec) => (spec.name === 'submit' && openFile !== undefined ? SUBMIT_BY_PATH : spec));
  }

  server(): McpServer {
    return mcpServer({
      version: this.version,
      tools: this.tools,
      call: (name, given, asked) => this.call(name, given, asked),
      read: ({ kind, analysisId, ref }) =>
        this.service.read(`bin2nlp://analysis/${analysisId}/${kind}${ref === undefined ? '' : `/${ref}`}`),
    });
  }

  private async call(name: string, given: unknown, asked: Asked): Promise<CallToolResult> {
    try {
      return await this.service.call(name, name === 'submit' ? await this.withFile(given, asked) : given, asked);
    } catch (thrown) {
      const text = thrown instanceof DomainError ? refusalText(thrown) : `Failed: ${reasonOf(thrown)}\n`;
      return { content: [{ type: 'text', text }], isError: true };
    }
  }

  /** A file of this machine is sent first. */
  private async withFile(given: unknown, asked: Asked): Promise<unknown> {
    const { openFile } = this;
    if (openFile === undefined || typeof given !== 'object' || given === null || !('path' in given)) return given;
    const { path, ...rest } = checkedInput(SUBMIT_BY_PATH.input, given);
    if (path === undefined) return rest;
    if (rest.upload_id !== undefined || rest.sha256 !== undefined) {
      throw new DomainError('INVALID_OPTION', 'Say what to analyse by one of path, upload_id and sha256.');
    }
    const file = await openFile(path).catch(withAdvice);
    try {
      if (file.size === 0) throw new DomainError('EMPTY_FILE', 'The file is empty.');
      return { ...rest, upload_id: await this.service.send(file, asked.signal) };
    } finally {
      await file.close();
    }
  }
}

function withAdvice(refusal: unknown): never {
  if (!(refusal instanceof DomainError)) throw refusal;
  throw new DomainError(refusal.code, refusal.message, {
    ...(refusal.details !== undefined && { details: refusal.details }),
    remediation: 'Name a regular file below the directory that this server was started with (--files).',
  });
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? `${thrown.message}: ${thrown.cause.message}` : thrown.message;
}
