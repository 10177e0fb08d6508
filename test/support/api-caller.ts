import { readFileSync } from 'node:fs';
import request from 'supertest';

/** Calls one service with one key, or with none. */
export class ApiCaller {
  constructor(
    private readonly url: string,
    readonly key?: string,
  ) {}

  get(path: string): request.Test {
    return this.signed(request(this.url).get(path));
  }

  delete(path: string): request.Test {
    return this.signed(request(this.url).delete(path));
  }

  post(path: string, body: object): request.Test {
    return this.signed(request(this.url).post(path)).send(body);
  }

  patch(path: string, body: object): request.Test {
    return this.signed(request(this.url).patch(path)).send(body);
  }

  postBytes(path: string, bytes: Buffer): request.Test {
    return this.signed(request(this.url).post(path)).set('Content-Type', 'application/octet-stream').send(bytes);
  }

  /** As a form, each file in a field `file`, with these other fields. */
  postFiles(
    path: string,
    files: readonly (readonly [string, Uint8Array])[],
    fields: Readonly<Record<string, string>> = { analysis_depth: 'quick' },
  ): request.Test {
    const test = this.signed(request(this.url).post(path));
    for (const [name, value] of Object.entries(fields)) void test.field(name, value);
    for (const [name, bytes] of files) void test.attach('file', Buffer.from(bytes), name);
    return test;
  }

  put(path: string, bytes: Buffer): request.Test {
    return this.signed(request(this.url).put(path)).set('Content-Type', 'application/octet-stream').send(bytes);
  }

  submit(path: string, query: object = { analysis_depth: 'quick' }): request.Test {
    return this.postBytes('/api/v1/analyze', readFileSync(path)).query(query);
  }

  with(key: string): ApiCaller {
    return new ApiCaller(this.url, key);
  }

  /** A new key; this caller must be an admin. */
  async newKey(facts: object = {}): Promise<{ readonly id: string; readonly caller: ApiCaller }> {
    const answer = await this.post('/api/v1/auth/keys', { name: 'test', role: 'user', ...facts });
    if (answer.status !== 201) throw new Error(`No key was made: ${answer.text}`);
    const { key_id: id, key } = (answer.body as { data: { key_id: string; key: string } }).data;
    return { id, caller: this.with(key) };
  }

  private signed(test: request.Test): request.Test {
    return this.key === undefined ? test : test.set('Authorization', `Bearer ${this.key}`);
  }
}
