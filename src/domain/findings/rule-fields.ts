/** A rule that cannot be used; names the file, the rule and the field. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}

export type Table = Readonly<Record<string, unknown>>;

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads the fields of one table; whatever is wrong with one becomes a `RuleError` that says where. */
export class RuleFields {
  constructor(
    private readonly table: Table,
    private readonly place: string,
  ) {}

  static of(value: unknown, place: string): RuleFields {
    if (!isTable(value)) throw new RuleError(`${place}: must be a table`);
    return new RuleFields(value, place);
  }

  get names(): readonly string[] {
    return Object.keys(this.table);
  }

  has(field: string): boolean {
    return Object.hasOwn(this.table, field);
  }

  raw(field: string): unknown {
    return this.has(field) ? this.table[field] : undefined;
  }

  at(field: string): string {
    return `${this.place}: ${field}`;
  }

  fail(field: string, message: string): never {
    throw new RuleError(`${this.at(field)} ${message}`);
  }

  allowOnly(...fields: readonly string[]): void {
    const stranger = this.names.find((name) => !fields.includes(name));
    if (stranger !== undefined) this.fail(stranger, `is not known here; known are ${fields.join(', ')}`);
  }

  text(field: string): string {
    const value = this.raw(field);
    return typeof value === 'string' && value.trim() !== '' ? value : this.fail(field, 'must be a text');
  }

  optionalText(field: string): string | undefined {
    return this.has(field) ? this.text(field) : undefined;
  }

  flag(field: string): boolean {
    const value = this.raw(field);
    return typeof value === 'boolean' ? value : this.fail(field, 'must be true or false');
  }

  number(field: string, least: number, most: number): number {
    const value = this.raw(field);
    const isInside = typeof value === 'number' && value >= least && value <= most;
    return isInside ? value : this.fail(field, `must be a number from ${least} to ${most}`);
  }

  optionalNumber(field: string, least: number, most: number): number | undefined {
    return this.has(field) ? this.number(field, least, most) : undefined;
  }

  oneOf<Choice extends boolean | string>(field: string, choices: readonly Choice[]): Choice {
    const found = choices.find((choice) => choice === this.raw(field));
    return found ?? this.fail(field, `must be one of ${choices.join(', ')}`);
  }

  /** One text or several, at least one. */
  texts(field: string): readonly string[] {
    const value = this.raw(field);
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (list.length === 0) this.fail(field, 'must not be empty');
    return list.map((each) =>
      typeof each === 'string' && each !== '' ? each : this.fail(field, 'must be a text or a list of texts'),
    );
  }

  optionalTexts(field: string): readonly string[] | undefined {
    return this.has(field) ? this.texts(field) : undefined;
  }

  /** A list of anything, at least one. */
  list(field: string): readonly unknown[] {
    const value = this.raw(field);
    return Array.isArray(value) && value.length > 0 ? (value as unknown[]) : this.fail(field, 'must be a list');
  }
}
