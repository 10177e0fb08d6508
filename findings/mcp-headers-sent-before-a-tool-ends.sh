#!/usr/bin/env bash
# Version: npm @modelcontextprotocol/server 2.4.0, @modelcontextprotocol/node 2.1.2, zod 4.6.7; Node.js 20 and later.
# Behaviour: one handler of createMcpHandler, served by toNodeHandler, answers a call of a tool by a stream of events in the older
#   protocol, and sends the head of that answer while the tool still runs; in the protocol of 2026-07-28 it answers with JSON, and
#   nothing is sent before the tool has ended.
# Consequence: status and headers that depend on what a call comes to (429, Retry-After, what is left of a limit) cannot be set by the
#   tool for clients of the older protocol: count before the request is handed over, and say a refusal in the tool's text.
# Output seen:
#   sent while the tool runs: 2025-06-18 true text/event-stream, 2026-07-28 false application/json
# Ends with 0 while that is so, with 1 when it has changed, with 2 where it cannot be tried.
set -Eeuo pipefail

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/server@2.4.0 @modelcontextprotocol/node@2.1.2 zod@4.6.7 >/dev/null || exit 2

cat >serve.mjs <<'JS'
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

let answering;
let sent;
const handle = toNodeHandler(
  createMcpHandler(() => {
    const server = new McpServer({ name: 'example', version: '1' });
    server.registerTool('wait', { inputSchema: z.object({}) }, async () => {
      await setTimeout(200);
      sent = answering.headersSent;
      return { content: [{ type: 'text', text: 'done' }] };
    });
    return server;
  }),
);
const http = createServer((request, response) => {
  answering = response;
  void handle(request, response);
});
await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
const found = [];
for (const version of ['2025-06-18', '2026-07-28']) {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': { name: 'example', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const isNew = version === '2026-07-28';
  const response = await fetch(`http://127.0.0.1:${http.address().port}/`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': version,
      ...(isNew && { 'MCP-Method': 'tools/call', 'MCP-Name': 'wait' }),
    },
    body: JSON.stringify({
      ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
      params: { name: 'wait', arguments: {}, ...(isNew && { _meta }) },
    }),
  });
  const text = await response.text();
  found.push(`${version} ${text.includes('done') ? sent : 'no answer'} ${response.headers.get('content-type')}`);
}
http.close();
console.log(`sent while the tool runs: ${found.join(', ')}`);
JS

seen=$(node serve.mjs)
echo "$seen"
[[ $seen == 'sent while the tool runs: 2025-06-18 true text/event-stream, 2026-07-28 false application/json' ]] || {
  echo 'changed' >&2
  exit 1
}
