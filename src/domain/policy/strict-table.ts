import { nearest } from './nearest';

/** A table of a policy, read strictly: what is wrong is noted with its path, and every key must be asked for. */
export class StrictTable {
  private readonly values: Readonly<Record<string, unknown>>;

  /**
   * @param path such as `hardening`, empty for the whole
   * @param faults where faults are noted
   */
  constructor(
    value: unknown,
    private readonly path: string,
    known: readonly string[],
    private readonly faults: string[],
  ) {
    this.values = isTable(value) ? value : {};
    if (value !== undefined && !isTable(value)) this.fault('', 'is not a table');
    for (const key of Object.keys(this.values).filter((each) => !known.includes(each))) {
      const meant = nearest(key, known);
      this.fault(
        key,
        meant === undefined ? `is not known; there are ${known.join(', ')}` : `is not known; did you mean ${meant}?`,
      );
    }
  }

  has(key: string): boolean {
    return Object.hasOwn(this.values, key);
  }

  raw(key: string): unknown {
    return this.has(key) ? this.values[key] : undefined;
  }

  flag(key: string): boolean | undefined {
    return this.one(key, (value) => typeof value === 'boolean', 'true or false');
  }

  number(key: string, least: number, most: number): number | undefined {
    const fits = (value: unknown): value is number => typeof value === 'number' && value >= least && value <= most;
    return this.one(key, fits, `a number from ${least} to ${most}`);
  }

  choice<Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    const fits = (value: unknown): value is Choice => choices.some((choice) => choice === value);
    return this.one(key, fits, `one of ${choices.join(', ')}`);
  }

  text(key: string): string | undefined {
    return this.one(key, isText, 'text that is not empty');
  }

  texts(key: string): readonly string[] {
    const fits = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
    return this.one(key, fits, 'a list of texts') ?? [];
  }

  choices<Choice extends string>(key: string, choices: readonly Choice[]): readonly Choice[] {
    const known = (value: unknown): value is Choice => choices.some((choice) => choice === value);
    const fits = (value: unknown): value is readonly Choice[] => Array.isArray(value) && value.every(known);
    return this.one(key, fits, `a list of ${choices.join(', ')}`) ?? [];
  }

  fault(key: string, what: string): void {
    const path = [this.path, key].filter((part) => part !== '').join('.');
    this.faults.push(`${path === '' ? 'The policy' : path} ${what}${what.endsWith('?') ? '' : '.'}`);
  }

  private one<Value>(key: string, fits: (value: unknown) => value is Value, wanted: string): Value | undefined {
    const value = this.raw(key);
    if (value === undefined || fits(value)) return value;
    this.fault(key, `must be ${wanted}`);
    return undefined;
  }
}

export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
