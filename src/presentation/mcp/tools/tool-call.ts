import type { Caller } from '#domain/access/caller';
import type { RequestId } from '#domain/shared/request-id';

/** How far something is that a tool waits for. */
export interface ToolProgress {
  /** 0-100, rising. */
  readonly percent: number;
  readonly message: string;
}

/** Who calls a tool, and what the way by which the call came can do. */
export interface ToolCall {
  readonly caller: Caller;
  readonly requestId: RequestId;
  readonly correlationId: RequestId;
  /** Where the caller reaches this service, such as `https://bin2nlp.example.com`. */
  readonly address: string;
  /** Aborts when the caller has gone, or the service stops: whoever waits answers with what there is. */
  readonly signal: AbortSignal;
  /** Resolves where the call is within the limits. @throws DomainError `RATE_LIMIT_EXCEEDED`, `SERVICE_UNAVAILABLE`. */
  readonly admitted: () => Promise<void>;
  /** Nobody waits for it. */
  readonly tell: (progress: ToolProgress) => void;
}

/** What a tool answers: lines that models read, or JSON where the deployment wants that. */
export type ToolAnswer =
  | { readonly text: string; readonly isError?: true }
  | { readonly json: Readonly<Record<string, unknown>>; readonly isError?: true };
