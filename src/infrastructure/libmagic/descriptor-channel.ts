import { closeSync } from 'node:fs';

import { sendDescriptor } from './helper/descriptor-message';
import { socketpair } from './helper/system-calls';

const AF_UNIX = 1;
/** Messages stay apart, and the end of the other side shows. */
const SOCK_SEQPACKET = 5;
const SOCK_CLOEXEC = 0o2_000_000;

/** Hands open files to a process that cannot open any itself. */
export class DescriptorChannel {
  private isOpen = true;

  private constructor(
    private readonly near: number,
    /** The other end, for the process to inherit; who starts it closes it here. */
    readonly far: number,
  ) {}

  /** @throws Error when this process has too many files open. */
  static create(): DescriptorChannel {
    const sockets = [-1, -1];
    const failed = socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) !== 0;
    const [near = -1, far = -1] = sockets;
    if (failed) throw new Error('Failed to create a pair of sockets: too many files are open');
    return new DescriptorChannel(near, far);
  }

  /** `false` when the other process is gone. Ours stays open. `note`: a byte for the one who gets it. */
  send(descriptor: number, note: number): boolean {
    return this.isOpen && sendDescriptor(this.near, descriptor, note);
  }

  /** Idempotent: the other process sees the end. */
  close(): void {
    if (this.isOpen) closeSync(this.near);
    this.isOpen = false;
  }
}
