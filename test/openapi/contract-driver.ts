import { readFileSync } from 'node:fs';

import type { Answer } from './answer-checker';
import type { GeneratedRequest } from './generated-requests';
import { textOf } from './generated-requests';
import type { Operation } from './operation';

const SAMPLE = readFileSync('/bin/true');
const DEADLINE_MS = 60_000;

/** Sends what was generated, and keeps the ids that answers give for the paths of later requests. */
export class ContractDriver {
  private readonly known = new Map<string, string>();

  constructor(private readonly url: string) {}

  async send(request: GeneratedRequest, authorization: string | undefined): Promise<Answer> {
    const query = new URLSearchParams(request.query).toString();
    const answer = await fetch(`${this.url}${this.pathOf(request)}${query === '' ? '' : `?${query}`}`, {
      method: request.operation.method,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...contentType(request),
        ...request.headers,
      },
      ...bodyOf(request),
      redirect: 'manual',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (answer.ok && body.length > 0) this.learn(answer.headers, body);
    return { status: answer.status, headers: answer.headers, body };
  }

  private pathOf({ operation, path }: GeneratedRequest): string {
    return operation.path.replace(/\{(\w+)\}/g, (whole, name: string) =>
      encodeURIComponent(path[name] ?? this.known.get(keyOf(operation.path, name)) ?? exampleOf(operation, name)),
    );
  }

  private learn(headers: Headers, body: Buffer): void {
    if (!(headers.get('content-type') ?? '').startsWith('application/json')) return;
    const { data } = JSON.parse(body.toString()) as { data?: unknown };
    const items = Array.isArray(data) ? data : [data];
    for (const item of items) this.learnFrom(item);
  }

  private learnFrom(item: unknown): void {
    if (item === null || typeof item !== 'object') return;
    for (const name of ['job_id', 'upload_id', 'key_id', 'address']) {
      const value: unknown = (item as Readonly<Record<string, unknown>>)[name];
      if (typeof value === 'string') this.known.set(name, value);
    }
  }
}

/** What the document shows for it, else an id that nobody has. */
function exampleOf({ parameters }: Operation, name: string): string {
  const { schema } = parameters.find((each) => each.name === name) ?? {};
  return typeof schema?.example === 'string' ? schema.example : '00000000-0000-4000-8000-000000000000';
}

/** `{id}` is whatever the part of the path before it is about. */
function keyOf(path: string, name: string): string {
  if (name !== 'id') return name;
  const about = path.slice(0, path.indexOf('{id}')).split('/').at(-2);
  return about === 'keys' ? 'key_id' : about === 'upload' ? 'upload_id' : 'job_id';
}

function contentType({ body }: GeneratedRequest): Readonly<Record<string, string>> {
  // Of a form fetch says it, with the boundary.
  return body === undefined || body.mediaType === 'multipart/form-data' ? {} : { 'content-type': body.mediaType };
}

function bodyOf({ body }: GeneratedRequest): { readonly body?: NonNullable<RequestInit['body']> } {
  if (body === undefined) return {};
  switch (body.mediaType) {
    case 'multipart/form-data':
      return { body: formOf(body.value as Readonly<Record<string, unknown>>) };
    case 'application/octet-stream':
      return { body: SAMPLE };
    default:
      return { body: JSON.stringify(body.value) };
  }
}

function formOf(fields: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'file') form.append(name, new Blob([SAMPLE]), 'true');
    else form.append(name, textOf(value));
  }
  return form;
}
