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

  submit(path: string, query: object = { analysis_depth: 'quick' }): request.Test {
    const test = this.signed(request(this.url).post('/api/v1/analyze')).query(query);
    return test.set('Content-Type', 'application/octet-stream').send(readFileSync(path));
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
