import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** What all official clients can do alike, as far as these tests ask them to. */
export interface McpCaller {
  listTools(): Promise<{ readonly tools: readonly { readonly name: string }[] }>;
  callTool(
    params: { readonly name: string; readonly arguments: Record<string, unknown> },
    ...rest: unknown[]
  ): Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

/** Clients of both eras: v2 asks for the newest revision and falls back, or does as v1 does. */
export const CLIENT_KINDS = ['v2 auto', 'v2 legacy', 'v1'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

const SELF = { name: 'tests', version: '1' };

/** A connected client; one without a key sends none. */
export async function mcpClient(url: string, key?: string): Promise<Client> {
  const client = new Client(SELF, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit: headersOf(key) }));
  return client;
}

export async function mcpCaller(kind: ClientKind, url: string, key?: string): Promise<McpCaller> {
  const address = new URL('/mcp', url);
  const options = { requestInit: headersOf(key) };
  switch (kind) {
    case 'v2 auto':
      return await mcpClient(url, key);
    case 'v2 legacy': {
      const client = new Client(SELF);
      await client.connect(new StreamableHTTPClientTransport(address, options));
      return client;
    }
    case 'v1': {
      const client = new OlderClient(SELF);
      await client.connect(new OlderTransport(address, options));
      return client;
    }
  }
}

/** Of an answer of a tool: its only text. */
export function textOf(answer: Readonly<Record<string, unknown>>): string {
  const [first, ...more] = answer['content'] as readonly { readonly type: string; readonly text: string }[];
  if (first?.type !== 'text' || more.length > 0) throw new Error(`Not one text: ${JSON.stringify(answer)}`);
  return first.text;
}

function headersOf(key: string | undefined): RequestInit {
  return key === undefined ? {} : { headers: { Authorization: `Bearer ${key}` } };
}
