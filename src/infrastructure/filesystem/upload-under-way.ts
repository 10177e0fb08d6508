import { DomainError } from '#domain/shared/domain-error';
import { KB, SECOND_MS } from '#domain/shared/quantities';
import { RecentBytes } from './recent-bytes';
import { untilAborted } from './until-aborted';

/** How slow an upload may be while others wait for its place. */
export interface LeastPace {
  /** 0: any is fast enough. */
  readonly bytesPerSecond: number;
  /** For how long it may be slower. */
  readonly seconds: number;
}

/** One upload that has a place: what it may still write, and how fast it comes. */
export class UploadUnderWay {
  private readonly begun: number;
  private readonly recent: RecentBytes;
  private readonly ended = new AbortController();
  private isAwaited = false;
  /** Bytes that were promised to it and are not written yet. */
  left: number;

  /** @param owner whose share of the places it takes @param bytes that were promised @param now milliseconds, only forward */
  constructor(
    readonly owner: string,
    readonly bytes: number,
    private readonly pace: LeastPace,
    private readonly now: () => number,
  ) {
    this.left = bytes;
    this.begun = now();
    this.recent = new RecentBytes(pace.seconds, now);
  }

  /** Bytes a second lately. */
  get rate(): number {
    return this.recent.rate();
  }

  /** Whether the client keeps its place waiting; one whose bytes we have not looked at yet, or whose file is whole, does not. */
  get isSlow(): boolean {
    const { bytesPerSecond, seconds } = this.pace;
    return this.isAwaited && this.now() - this.begun >= seconds * SECOND_MS && this.rate < bytesPerSecond;
  }

  /** What the client sends, until the signal aborts or the upload has to give way: then it throws why. */
  async *watch(content: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    try {
      this.isAwaited = true;
      for await (const chunk of untilAborted(content, signal, this.ended.signal)) {
        this.isAwaited = false;
        this.recent.add(chunk.length);
        yield chunk;
        this.isAwaited = true;
      }
    } finally {
      this.isAwaited = false;
    }
  }

  /** Ends it, for the sake of one that waits. */
  giveWay(): void {
    const { bytesPerSecond, seconds } = this.pace;
    const message = `The body arrived at less than ${bytesPerSecond / KB} KB a second for ${seconds} seconds while others waited for its place.`;
    this.ended.abort(
      new DomainError('REQUEST_TIMEOUT', message, {
        remediation: 'Send it again over a faster connection, or when fewer uploads are under way.',
      }),
    );
  }
}
