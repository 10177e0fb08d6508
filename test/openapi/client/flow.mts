// A program of somebody else: what it knows of the service is the OpenAPI document and nothing more.
// usage: node flow.mjs <address> <binary> [key]; prints what it has learned of the binary as JSON.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import createClient from 'openapi-fetch';

import type { paths } from './api.js';

const [address = '', binary = '', key] = process.argv.slice(2);
const client = createClient<paths>({
  baseUrl: address,
  headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
});

const submitted = await client.POST('/api/v1/analyze', {
  params: { header: { Prefer: 'respond-async' } },
  body: { file: '', analysis_depth: 'quick', wait_seconds: 0 },
  bodySerializer: formWith(new Blob([await readFile(binary)]), basename(binary)),
});
const id = submitted.data?.data.job_id;
if (id === undefined) throw new Error(`refused: ${JSON.stringify(submitted.error)}`);

for (;;) {
  const { data, error } = await client.GET('/api/v1/jobs/{id}/status', { params: { path: { id } } });
  if (data === undefined) throw new Error(`no status: ${JSON.stringify(error)}`);
  if (data.data.status === 'completed') break;
  if (data.data.status === 'failed' || data.data.status === 'cancelled') throw new Error(`ended: ${data.data.status}`);
  await pause(50);
}

const summary = await client.GET('/api/v1/analyze/{id}', { params: { path: { id } } });
process.stdout.write(JSON.stringify({ id, summary: summary.data }));

/** The generated types know that there is a file; how a form is built is this program's affair. */
function formWith(file: Blob, name: string): (options: object | string) => FormData {
  return (options) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(typeof options === 'string' ? {} : options)) {
      if (field === 'file') form.append(field, file, name);
      else form.append(field, String(value));
    }
    return form;
  };
}
