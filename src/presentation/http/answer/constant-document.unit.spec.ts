import type { Request, Response } from 'express';

import { constantDocument } from './constant-document';

class Answer {
  readonly headers = new Map<string, unknown>();
  ended: unknown;

  readonly setHeader = (name: string, value: unknown): void => void this.headers.set(name, value);
  readonly getHeader = (name: string): unknown => this.headers.get(name);
  readonly end = (bytes: unknown): void => {
    this.ended = bytes;
  };
  readonly send = (): void => {
    throw new Error('Express would copy it');
  };
}

describe('constantDocument', () => {
  it('is made once, and goes out as one buffer from then on', () => {
    const serve = constantDocument();
    let made = 0;
    const ask = (): Answer => {
      const answer = new Answer();
      serve({} as Request, answer as unknown as Response, () => {
        made += 1;
        answer.setHeader('Content-Type', 'text/yaml; charset=utf-8');
        (answer as unknown as Response).send('a: é');
      });
      return answer;
    };
    const [first, second] = [ask(), ask()];
    expect([made, String(first.ended)]).toEqual([1, 'a: é']);
    expect(second.ended).toBe(first.ended);
    for (const { headers } of [first, second])
      expect(Object.fromEntries(headers)).toEqual({ 'Content-Type': 'text/yaml; charset=utf-8', 'Content-Length': 5 });
  });
});
