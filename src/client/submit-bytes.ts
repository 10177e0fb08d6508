import type { Answered } from './answer-of';
import { answeredBy } from './answer-of';
import type { Client } from './generated/client';
import type { AnalyzeRequest, SubmitAnalysisResponse, SubmitAnalysisResponses } from './generated/types.gen';

export interface BytesToSubmit {
  readonly name: string;
  /** A stream is sent as it is read, never whole in memory. */
  readonly content: Blob | ReadableStream<Uint8Array>;
  readonly options: AnalyzeRequest;
  readonly signal?: AbortSignal;
}

/**
 * Submits content in the cheapest form that the service takes: the bytes are the body, all else stands in the query. The generator
 * knows one form of a body, the JSON one. Does not wait: the answer says where to look. @throws Refusal
 */
export function submitBytes(
  client: Client,
  { name, content, options, signal }: BytesToSubmit,
): Promise<Answered<SubmitAnalysisResponse>> {
  return answeredBy<SubmitAnalysisResponse>(
    client.post<SubmitAnalysisResponses>({
      url: '/api/v1/analyze',
      security: [{ scheme: 'bearer', type: 'http' }],
      query: { ...options, filename: name },
      headers: { 'Content-Type': 'application/octet-stream', Prefer: 'respond-async' },
      body: content,
      bodySerializer: null,
      ...(signal !== undefined && { signal }),
      // What fetch asks for where the body is a stream; unknown to the types of some platforms.
      ...({ duplex: 'half' } as object),
    }),
  );
}
