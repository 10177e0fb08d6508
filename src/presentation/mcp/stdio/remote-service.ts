import type { CallToolResult } from '@modelcontextprotocol/server';
import { isCallToolResult, ProtocolError } from '@modelcontextprotocol/server';

import type { DomainErrorContext, RefusalCode } from '#domain/shared/domain-error';
import { DomainError } from '#domain/shared/domain-error';
import type { FileName } from '#domain/shared/file-name';
import { MB } from '#domain/shared/quantities';
import type { Asked } from '#presentation/mcp/server/mcp-server';
import type { ResourceText } from '#presentation/mcp/tools/resource-texts';
import { eventMessages } from './event-messages';

/** Characters that an answer may have: pages are much shorter. */
const LONGEST_ANSWER = 4 * MB;
const PROGRESS_TOKEN = 1;
const STRANGE_ANSWER = 'What answers there does not answer as bin2nlp does.';
const SILENT: Asked = { signal: new AbortController().signal, tell: () => undefined };

/** A file to be sent. */
export interface FileToSend {
  readonly name: FileName;
  /** Bytes. */
  readonly size: number;
  readonly content: ReadableStream<Uint8Array>;
}

/** Where a bin2nlp is. */
export interface ServiceAddress {
  readonly url: string;
  /** Empty where nobody is asked for one. */
  readonly key: string;
}

/** A bin2nlp at an address, asked with a key over HTTP. */
export class RemoteService {
  /** @param find where it is, asked before each request: one that ends when nobody asks is somewhere else afterwards */
  constructor(private readonly find: () => Promise<ServiceAddress>) {}

  /** Names of the tools that it offers with this key. @throws Error when it cannot be asked. */
  async toolNames(): Promise<readonly string[]> {
    const { tools } = (await this.ask('tools/list', {}, SILENT)) as { tools?: readonly { name: string }[] };
    return (tools ?? []).map(({ name }) => name);
  }

  /** @throws Error when it cannot be asked; ProtocolError with what it refused. */
  async call(name: string, given: unknown, asked: Asked): Promise<CallToolResult> {
    const result = await this.ask('tools/call', { name, arguments: given }, asked);
    if (isCallToolResult(result)) return result;
    throw new Error(STRANGE_ANSWER);
  }

  async read(uri: string): Promise<ResourceText> {
    const { contents } = (await this.ask('resources/read', { uri }, SILENT)) as { contents?: readonly ResourceText[] };
    const [first] = contents ?? [];
    if (first === undefined) throw new Error(STRANGE_ANSWER);
    return { text: first.text, mimeType: first.mimeType };
  }

  /** Resolves to the id of the upload. @throws Error with what was refused. */
  async send({ name, size, content }: FileToSend, signal: AbortSignal): Promise<string> {
    const at = await this.find();
    const announcing = await reach(at, '/api/v1/upload', {
      method: 'POST',
      headers: headersOf(at, { 'Content-Type': 'application/json' }),
      body: JSON.stringify({ filename: name, size }),
      signal,
    });
    const {
      upload_id: id,
      upload_url: to,
      headers,
    } = (await dataOf(at, announcing)) as {
      readonly upload_id: string;
      readonly upload_url: string;
      readonly headers: Readonly<Record<string, string>>;
    };
    const sent = await reach(at, to, {
      method: 'PUT',
      headers: { ...headers, 'Content-Length': String(size) },
      body: content,
      duplex: 'half',
      signal,
    });
    await dataOf(at, sent);
    return id;
  }

  /** In the older era, which needs nothing but the request. */
  private async ask(method: string, params: object, { signal, tell }: Asked): Promise<unknown> {
    const at = await this.find();
    const response = await reach(at, '/mcp', {
      method: 'POST',
      headers: headersOf(at, { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }),
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method,
        params: { ...params, _meta: { progressToken: PROGRESS_TOKEN } },
      }),
      signal,
    });
    for await (const message of messagesOf(response)) {
      if (message.error !== undefined) throw new ProtocolError(message.error.code, message.error.message);
      if (message.result !== undefined) return message.result;
      if (message.method !== 'notifications/progress') continue;
      const { progress, message: said = '' } = message.params as { progress: number; message?: string };
      tell({ percent: progress, message: said });
    }
    throw new Error(`${at.url} broke off its answer (${response.status}).`);
  }
}

/** @throws DomainError with what the service says; `SERVICE_UNAVAILABLE` for an answer that is not bin2nlp's, such as a proxy's. */
async function dataOf(at: ServiceAddress, response: Response): Promise<unknown> {
  const answer = parsed(await response.text()) as Answer | undefined;
  if (answer === undefined) throw away(at, `it answered ${response.status} with what is not JSON`);
  const { data, error } = answer;
  if (error === undefined) return data;
  const { code, message, details, remediation } = error;
  throw new DomainError(code, message, { ...(details && { details }), ...(remediation && { remediation }) });
}

/** @throws DomainError `SERVICE_UNAVAILABLE` where nobody answers. */
async function reach(at: ServiceAddress, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, at.url), init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw away(at, 'nobody answers there', error);
  }
}

function away({ url }: ServiceAddress, why: string, cause?: unknown): DomainError {
  return new DomainError('SERVICE_UNAVAILABLE', `bin2nlp at ${url} cannot be asked: ${why}.`, {
    remediation: 'See that the service runs and that --url is its address, then ask again.',
    cause,
  });
}

function headersOf({ key }: ServiceAddress, own: RequestInit['headers']): Headers {
  const headers = new Headers(own);
  if (key !== '') headers.set('Authorization', `Bearer ${key}`);
  return headers;
}

interface Answer {
  readonly data?: unknown;
  readonly error?: { readonly code: RefusalCode; readonly message: string } & Pick<
    DomainErrorContext,
    'details' | 'remediation'
  >;
}

/** `undefined` for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Message {
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** One, or several as they come. */
async function* messagesOf(response: Response): AsyncGenerator<Message> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true || response.body === null) {
    yield parsed(await response.text()) ?? {};
    return;
  }
  for await (const data of eventMessages(response.body, LONGEST_ANSWER)) yield JSON.parse(data) as Message;
}
