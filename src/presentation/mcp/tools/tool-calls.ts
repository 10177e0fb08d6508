import { Injectable, Logger } from '@nestjs/common';

import { WriteAudit } from '#application/access/write-audit';
import type { CounterLabels } from '#application/ports/metrics.port';
import { Metrics } from '#application/ports/metrics.port';
import { AppConfig } from '#config/app-config';
import type { McpToolName } from '#config/settings/mcp';
import type { AuditedOperation } from '#domain/access/audit-entry';
import { DomainError } from '#domain/shared/domain-error';
import { SECOND_MS } from '#domain/shared/quantities';
import type { PageRead } from './reading-tools';
import { ReadingTools } from './reading-tools';
import { refusalText } from './refusal-text';
import type { Created } from './submission-tools';
import { SubmissionTools } from './submission-tools';
import type { ToolAnswer, ToolCall } from './tool-call';
import type { InputOf, ServedTool } from './tool-catalogue';
import { offeredTools, TOOL_SPECS } from './tool-catalogue';
import type { ToolSpec } from './tool-spec';
import { checkedInput } from './tool-spec';

/** What each is given has been checked by its own schema. */
type Answers = { readonly [Name in ServedTool]: (input: InputOf<Name>, call: ToolCall) => Promise<ToolAnswer> };

/** Answers calls of tools: counted, checked, written down. What is refused is an answer too, that models can act on. */
@Injectable()
export class ToolCalls {
  readonly offered: readonly ToolSpec[];
  private readonly logger = new Logger(ToolCalls.name);
  private readonly answers: Answers;

  constructor(
    submission: SubmissionTools,
    reading: ReadingTools,
    private readonly audit: WriteAudit,
    private readonly config: AppConfig,
    private readonly metrics: Metrics,
  ) {
    this.offered = offeredTools(config.mcp.tools);
    this.answers = {
      submit: (input, call) => this.created('submit_analysis', call, submission.submit(input, call)),
      upload_url: (input, call) => this.created('create_upload', call, submission.uploadUrl(input, call)),
      status: (input, call) => submission.status(input, call),
      survey: (input, call) => this.read(call, reading.survey(input, call)),
      get: (input, call) => this.read(call, reading.get(input, call)),
      search: (input, call) => this.read(call, reading.search(input, call)),
      paths: (input, call) => this.read(call, reading.paths(input, call)),
      compare: (input, call) => this.read(call, reading.compare(input, call)),
      similar: (input, call) => this.read(call, reading.similar(input, call)),
    };
  }

  /** Never rejects. */
  async execute(name: McpToolName, given: unknown, call: ToolCall): Promise<ToolAnswer> {
    const started = performance.now();
    const spec = this.offered.find((each) => each.name === name);
    try {
      if (spec === undefined) throw new DomainError('NOT_FOUND', `There is no tool ${name} here.`);
      await call.admitted();
      const answer = await this.answer(name, given, call);
      this.measure(spec, started, 'answered');
      return answer;
    } catch (thrown) {
      const refusal = this.refusalOf(thrown, call);
      this.measure(spec, started, refusal.code === 'INTERNAL_ERROR' ? 'failed' : 'refused');
      return this.refused(refusal);
    }
  }

  /** What is thrown and is no refusal is a fault of ours, and logged. */
  refusalOf(thrown: unknown, { requestId }: Pick<ToolCall, 'requestId'>): DomainError {
    if (thrown instanceof DomainError) return thrown;
    this.logger.error({ err: thrown, request_id: requestId }, 'Failed to answer an MCP client');
    return new DomainError('INTERNAL_ERROR', 'The service failed to answer.', {
      remediation: `Report this with the request id ${requestId}.`,
    });
  }

  /** By our name of the tool: what else clients may name is theirs. */
  private measure(
    spec: ToolSpec | undefined,
    started: number,
    outcome: CounterLabels['mcp_calls_total']['outcome'],
  ): void {
    if (spec === undefined) return;
    this.metrics.count('mcp_calls_total', { tool: spec.name, outcome });
    const seconds = (performance.now() - started) / SECOND_MS;
    this.metrics.observe('mcp_call_duration_seconds', { tool: spec.name }, seconds);
  }

  private refused(refusal: DomainError): ToolAnswer {
    if (this.config.mcp.content === 'text') return { text: refusalText(refusal), isError: true };
    const { code, message, details = null, remediation = null } = refusal;
    return { json: { code, message, details, remediation }, isError: true };
  }

  private answer(name: ServedTool, given: unknown, call: ToolCall): Promise<ToolAnswer> {
    const answer = this.answers[name] as (input: unknown, call: ToolCall) => Promise<ToolAnswer>;
    return answer(checkedInput(TOOL_SPECS[name].input, given), call);
  }

  /** A change is written down before its answer. */
  private async created(
    operation: AuditedOperation,
    { caller }: ToolCall,
    done: Promise<Created>,
  ): Promise<ToolAnswer> {
    const { id, answer } = await done;
    await this.audit.execute({ keyId: caller.keyId, operation, resourceId: id });
    return answer();
  }

  /** A read beside it. */
  private async read({ caller }: ToolCall, page: Promise<PageRead>): Promise<ToolAnswer> {
    const { answer, isRead, resourceId } = await page;
    if (isRead) void this.audit.execute({ keyId: caller.keyId, operation: 'read_result', resourceId });
    return answer;
  }
}
