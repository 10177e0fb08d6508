import type { Arm64Values, Holds } from './arm64-values';
import { HOLDS } from './arm64-values';
import { NOWHERE } from './instruction-run';

const NO_GENERAL_REGISTER = 31;

/** What one instruction sets its first operand to, until it is written. */
export class Arm64Result {
  private holds: Holds = HOLDS.nothingKnown;
  private value = 0;
  private detail = 0;
  private bound = 0;
  private base = NOWHERE;
  private readAt = 0;
  /** The register that is copied. */
  private original = NO_GENERAL_REGISTER;

  constructor(protected readonly values: Arm64Values) {}

  write(register: number, offset: number): void {
    const { values, holds } = this;
    if (register === NO_GENERAL_REGISTER) return;
    if (this.original !== NO_GENERAL_REGISTER) values.setCopy(register, this.original);
    if (holds === HOLDS.nothingKnown && this.bound === 0) return;
    values.set(register, holds, this.value, this.detail);
    values.setBound(register, this.bound);
    if (holds < HOLDS.entry) return;
    values.readAt[register] = this.readAt;
    values.base[register] = this.base;
    values.addedAt[register] = offset;
  }

  protected clear(): void {
    this.original = NO_GENERAL_REGISTER;
    this.holds = HOLDS.nothingKnown;
    this.bound = 0;
  }

  protected give(holds: Holds, value: number, detail = 0): void {
    this.holds = holds;
    this.value = value;
    this.detail = detail;
  }

  protected giveBound(count: number): void {
    this.bound = count;
  }

  protected giveEntry(table: number, detail: number, readAt: number): void {
    this.give(HOLDS.entry, table, detail);
    this.readAt = readAt;
  }

  protected giveSum(entry: number, base: number, detail: number): void {
    const { values } = this;
    this.give(HOLDS.sum, values.value[entry] ?? NOWHERE, detail);
    this.readAt = values.readAt[entry] ?? 0;
    this.base = base;
    this.bound = values.bound[entry] ?? 0;
  }

  /** What a register holds, or of 32 bits of it no more than a number. */
  protected giveCopy(register: number, isWide: boolean): void {
    const { values } = this;
    const holds = this.holdsOf(register);
    this.original = register;
    this.bound = values.bound[register] ?? 0;
    if (!isWide && holds !== HOLDS.entry) return;
    this.give(holds, values.value[register] ?? 0, values.detail[register]);
    this.readAt = values.readAt[register] ?? 0;
    this.base = values.base[register] ?? NOWHERE;
  }

  protected holdsOf(register: number): Holds {
    return (this.values.holds[register] ?? HOLDS.nothingKnown) as Holds;
  }

  /** The place that a register names; `NOWHERE` where it is not known to be one. */
  protected placeIn(register: number): number {
    return this.values.holds[register] === HOLDS.place ? (this.values.value[register] ?? NOWHERE) : NOWHERE;
  }
}
