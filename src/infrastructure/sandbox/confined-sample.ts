import { closeSync, constants, openSync, readlinkSync } from 'node:fs';

const { O_RDONLY, O_NONBLOCK, O_NOCTTY } = constants;

/** A file that a confined program is going to see, held open: it is this one and no other, whatever becomes of its name. */
export class ConfinedSample {
  private isOpen = true;

  private constructor(
    readonly descriptor: number,
    /** Where it is now. Whatever is put there meanwhile, the sandbox refuses. */
    readonly place: string,
  ) {}

  /** @throws what opening it throws. */
  static open(path: string): ConfinedSample {
    const descriptor = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    try {
      return new ConfinedSample(descriptor, readlinkSync(`/proc/self/fd/${descriptor}`));
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** Leads other programs of this user to it, until it is closed here. */
  get address(): string {
    return `/proc/${process.pid}/fd/${this.descriptor}`;
  }

  /** Idempotent. */
  close(): void {
    if (this.isOpen) closeSync(this.descriptor);
    this.isOpen = false;
  }
}
