import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

export const DIGESTS = ['md5', 'sha1', 'sha256'] as const;
export type Digest = (typeof DIGESTS)[number];

/** In hexadecimal digits. */
export type Digests<Name extends Digest = Digest> = Readonly<Record<Name, string>>;

/** Hashes one stream, in the order of the calls. */
export interface StreamHash<Name extends Digest = Digest> {
  /** The bytes stay as they are until it resolves. */
  update(bytes: Uint8Array): Promise<void>;
  /** Once, when all bytes have been given. */
  finish(): Promise<Digests<Name>>;
  /** Idempotent: nothing is asked of it any more. */
  abandon(): void;
}

/** Where streams are hashed. */
export abstract class StreamHasher {
  abstract begin<Name extends Digest>(names: readonly Name[]): StreamHash<Name>;
}

/** Several digests of the same bytes. */
export class Hashes<Name extends Digest = Digest> {
  private readonly hashes: readonly (readonly [Name, Hash])[];

  constructor(names: readonly Name[]) {
    this.hashes = names.map((name) => [name, createHash(name)]);
  }

  update(bytes: Uint8Array): void {
    for (const [, hash] of this.hashes) hash.update(bytes);
  }

  /** Once. */
  digests(): Digests<Name> {
    return Object.fromEntries(this.hashes.map(([name, hash]) => [name, hash.digest('hex')])) as Digests<Name>;
  }
}

/** In the thread that asks, which has another turn after each piece. */
export class OwnStreamHasher extends StreamHasher {
  begin<Name extends Digest>(names: readonly Name[]): StreamHash<Name> {
    const hashes = new Hashes(names);
    let last: Promise<unknown> = Promise.resolve();
    return {
      update: async (bytes) => {
        last = last.then(() => {
          hashes.update(bytes);
          return setImmediate();
        });
        await last;
      },
      finish: () => Promise.resolve(hashes.digests()),
      abandon: () => undefined,
    };
  }
}
