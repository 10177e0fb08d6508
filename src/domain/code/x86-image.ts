import type { Bits } from '#domain/shared/executable-header';

/** What of an image tells the addresses that instructions name. */
export interface X86Image {
  readonly bits: Bits;
  /** Of the first byte of code, as far as 53 bits carry it. */
  readonly address: number;
  /** Operands are addresses as they stand: the program lies where it was linked for. */
  readonly isFixed: boolean;
  /** Place that registers of position independent code of 32 bits point to. */
  readonly globalOffsetTable: number | undefined;
  /** Whether memory is mapped at a place. */
  readonly holds: (place: number) => boolean;
}
