import { toNodeHandler } from '@modelcontextprotocol/node';
import type { McpRequestContext, McpServer } from '@modelcontextprotocol/server';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { Controller, Logger, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { ServiceState } from '#application/operations/service-state';
import { AppConfig } from '#config/app-config';
import type { Caller } from '#domain/access/caller';
import { CountsAs, ProtectedResource } from '#presentation/http/access/access-rules';
import { CountRequest } from '#presentation/http/access/count-request';
import { CurrentCaller } from '#presentation/http/access/current-caller';
import { addressOf } from '#presentation/http/answer/address-of';
import { identityOf } from '#presentation/http/answer/request-identity';
import { whileConnected } from '#presentation/http/answer/while-connected';
import { readJson } from '#presentation/http/body/json-body';
import { AboutService } from '#presentation/http/system/about-service';
import { McpAnswers } from '#presentation/mcp/server/mcp-answers';
import { mcpServer } from '#presentation/mcp/server/mcp-server';
import { checkCallingPage } from './calling-page';
import { checkNames } from './check-names';
import { McpExchange } from './mcp-exchange';

/** Neither stored nor held back by anything between us and the client. */
const HEADERS = { 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' };

/** The Model Context Protocol over HTTP, both of its eras, without sessions: any replica answers any request. */
@ApiExcludeController()
@Controller('mcp')
export class McpController {
  private readonly logger = new Logger(McpController.name);
  private readonly handle: ReturnType<typeof toNodeHandler>;

  constructor(
    private readonly answers: McpAnswers,
    private readonly about: AboutService,
    private readonly count: CountRequest,
    private readonly state: ServiceState,
    private readonly config: AppConfig,
  ) {
    const onerror = (error: Error): void => {
      this.logger.debug({ err: error }, 'A message of an MCP client was refused');
    };
    this.handle = toNodeHandler(
      createMcpHandler((context) => this.serverFor(context), { onerror }),
      { onerror },
    );
  }

  /** A call of a tool counts as what the tool is, and one too many is answered by the tool, so that a model learns of it. */
  @Post()
  @CountsAs('unlimited')
  @ProtectedResource()
  async answer(@Req() request: Request, @Res() response: Response, @CurrentCaller() caller: Caller): Promise<void> {
    checkCallingPage(request, this.config);
    const message = await readJson(request, this.config.server);
    checkNames(message);
    const kind = this.answers.kindOf(message);
    const counted = this.count.execute({ caller }, kind ?? 'read', response).then(() => undefined);
    // Waited for: the older era begins its answer before a tool is called.
    await Promise.allSettled([counted]);
    if (kind === undefined) await counted;
    response.set(HEADERS);
    const exchange = new McpExchange({
      caller,
      ...identityOf(request),
      address: addressOf(request),
      signal: whileConnected(response, this.state.stopping),
      admitted: () => counted,
    });
    await this.handle(Object.assign(request, { auth: exchange }), response, message);
  }

  private serverFor({ authInfo }: McpRequestContext): McpServer {
    if (!(authInfo instanceof McpExchange)) throw new Error('A message came to the MCP server past its route.');
    return mcpServer({ version: this.about.build.version, ...this.answers.to(authInfo.call) });
  }
}
