import type { UploadUnderWay } from './upload-under-way';

/** What there is too little of for one more upload; nothing where all are 0. */
export interface Lack {
  readonly uploads: number;
  /** Of all that may be under way together. */
  readonly bytes: number;
  /** Bytes of the file system. */
  readonly disk: number;
}

/** All uploads that have a place, and which of them would have to give it up. */
export class UploadsUnderWay {
  private readonly all = new Set<UploadUnderWay>();

  get count(): number {
    return this.all.size;
  }

  /** Bytes that they were promised, written or not. */
  get bytes(): number {
    return this.sum(({ bytes }) => bytes);
  }

  /** Bytes that they may still write. */
  get left(): number {
    return this.sum(({ left }) => left);
  }

  countOf(owner: string): number {
    return this.sum((upload) => (upload.owner === owner ? 1 : 0));
  }

  add(upload: UploadUnderWay): void {
    this.all.add(upload);
  }

  /** Idempotent. */
  remove(upload: UploadUnderWay): void {
    this.all.delete(upload);
  }

  /**
   * As few slow ones as make up for what one more of this owner lacks: of the owner who has the most first, the slowest first,
   * and never one of an owner who has fewer than this one. `undefined` where all that may be ended are not enough.
   */
  whoGivesWay(lack: Lack, owner: string): readonly UploadUnderWay[] | undefined {
    const chosen: UploadUnderWay[] = [];
    let { uploads, bytes, disk } = lack;
    const isMet = (): boolean => uploads <= 0 && bytes <= 0 && disk <= 0;
    if (isMet()) return chosen;
    for (const upload of this.slowestFirst(owner)) {
      chosen.push(upload);
      uploads -= 1;
      bytes -= upload.bytes;
      disk -= upload.left;
      if (isMet()) return chosen;
    }
    return undefined;
  }

  private slowestFirst(owner: string): readonly UploadUnderWay[] {
    const counts = new Map<string, number>();
    for (const upload of this.all) counts.set(upload.owner, (counts.get(upload.owner) ?? 0) + 1);
    const countOf = (name: string): number => counts.get(name) ?? 0;
    return [...this.all]
      .filter((upload) => upload.isSlow && countOf(upload.owner) >= countOf(owner))
      .map((upload) => ({ upload, count: countOf(upload.owner), rate: upload.rate }))
      .sort((one, other) => other.count - one.count || one.rate - other.rate)
      .map(({ upload }) => upload);
  }

  private sum(of: (upload: UploadUnderWay) => number): number {
    let sum = 0;
    for (const upload of this.all) sum += of(upload);
    return sum;
  }
}
