import { IsInt, IsOptional } from 'class-validator';

import { DomainError } from '#domain/shared/domain-error';
import { validated } from './validated';

class Options {
  @IsInt()
  readonly count: number = 1;

  @IsOptional()
  @IsInt()
  readonly size?: number;
}

function refusalOf(raw: Readonly<Record<string, unknown>>): DomainError {
  try {
    validated(Options, raw);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('It was not refused');
}

describe('validated', () => {
  it('fills in what is absent', () => {
    expect(validated(Options, { size: 2 })).toEqual({ count: 1, size: 2 });
  });

  it('names what is wrong', () => {
    const { message, details } = refusalOf({ count: 'x', colour: 1 });
    expect(message).toBe('Some options are wrong: colour, count.');
    expect(details).toEqual([
      { field: 'colour', message: 'There is no such option.' },
      { field: 'count', message: expect.stringContaining('integer') as string },
    ]);
  });

  it('names 20 of very many, and says how many more there are', () => {
    const names = Array.from({ length: 499 }, (_, index) => `n${index}`);
    const { message, details } = refusalOf(Object.fromEntries(names.map((name) => [name, 0])));
    expect(details).toHaveLength(20);
    expect(message).toMatch(/^Some options are wrong: n0, n1, .*, n19 and 479 more\.$/);
  });

  it('says the names as text that hides nothing, and not whole when they are long', () => {
    const { message, details } = refusalOf({ 'a\u202eb': 1, [`\u0000${'x'.repeat(100_000)}`]: 1 });
    for (const hidden of ['\u202e', '\u0000']) expect(message).not.toContain(hidden);
    expect(message.length).toBeLessThan(300);
    expect(details).toEqual([
      { field: 'a\\u{202e}b', message: expect.any(String) as string },
      { field: expect.stringMatching(/^\\u\{0\}x{95}$/) as string, message: expect.any(String) as string },
    ]);
  });

  it('names what would reach a prototype, once', () => {
    expect(refusalOf({ constructor: 1 }).details).toEqual([
      { field: 'constructor', message: 'There is no such option.' },
    ]);
  });
});
