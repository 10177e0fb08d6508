import { IntList } from './int-list';

/** `slot`: what the place holds is called or jumped to; `data`: it is read, written or computed. */
export const REFERENCE = { data: 0, slot: 1, call: 2, jump: 3 } as const;
export type ReferenceKind = (typeof REFERENCE)[keyof typeof REFERENCE];

/** Instructions that name places: parallel lists, in no order. */
export class CodeReferences {
  readonly from = new IntList(4096);
  readonly to = new IntList(4096);
  readonly kinds = new IntList(4096);

  get count(): number {
    return this.from.length;
  }

  add(from: number, to: number, kind: ReferenceKind): void {
    this.from.push(from);
    this.to.push(to);
    this.kinds.push(kind);
  }
}
