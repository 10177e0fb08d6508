import { address } from 'koffi';

import { recvmsg, sendmsg } from './system-calls';

const SOL_SOCKET = 1;
const SCM_RIGHTS = 1;
const MSG_NOSIGNAL = 0x4000;
const MSG_DONTWAIT = 0x40;
const MSG_CMSG_CLOEXEC = 0x4000_0000;
/** A header of 16 bytes and one descriptor, padded. Source: cmsg(3). */
const CONTROL_SIZE = 24;
const CONTROL_LENGTH = 20;
const DESCRIPTOR_AT = 16;
/** `struct msghdr` and `struct iovec` of 64-bit Linux. Source: socket(7). */
const MESSAGE_SIZE = 56;
const MESSAGE = { buffers: 16, bufferCount: 24, control: 32, controlLength: 40 } as const;
const BUFFERS_SIZE = 16;

/**
 * One descriptor and a byte, without which its message would look like the end of the connection. Laid out once in memory
 * that does not move: every call is over before the next one begins, and building it anew costs more than sending it.
 */
class DescriptorMessage {
  readonly header = Buffer.alloc(MESSAGE_SIZE);
  private readonly byte = Buffer.alloc(8);
  private readonly buffers = Buffer.alloc(BUFFERS_SIZE);
  private readonly control = Buffer.alloc(CONTROL_SIZE);

  constructor() {
    this.buffers.writeBigUInt64LE(address(this.byte), 0);
    this.buffers.writeBigUInt64LE(1n, 8);
    this.header.writeBigUInt64LE(address(this.buffers), MESSAGE.buffers);
    this.header.writeBigUInt64LE(1n, MESSAGE.bufferCount);
    this.header.writeBigUInt64LE(address(this.control), MESSAGE.control);
    this.control.writeInt32LE(CONTROL_LENGTH, 0);
    this.control.writeInt32LE(SOL_SOCKET, 8);
    this.control.writeInt32LE(SCM_RIGHTS, 12);
    this.makeRoom();
  }

  get descriptor(): number {
    return this.control.readInt32LE(DESCRIPTOR_AT);
  }

  set descriptor(descriptor: number) {
    this.control.writeInt32LE(descriptor, DESCRIPTOR_AT);
  }

  get note(): number {
    return this.byte.readUInt8(0);
  }

  set note(note: number) {
    this.byte.writeUInt8(note, 0);
  }

  /** The kernel says how much of the room for control data it has used. */
  get isWhole(): boolean {
    return this.header.readUInt32LE(MESSAGE.controlLength) === CONTROL_SIZE;
  }

  makeRoom(): void {
    this.header.writeUInt32LE(CONTROL_SIZE, MESSAGE.controlLength);
  }
}

const message = new DescriptorMessage();

/** A descriptor in the process that has received it, and the byte that came with it. */
export interface ReceivedDescriptor {
  readonly descriptor: number;
  readonly note: number;
}

/**
 * Puts a duplicate of the descriptor into the other end's process, and a byte with it; ours stays ours. Never waits.
 * `false` when the other end is gone.
 */
export function sendDescriptor(socket: number, descriptor: number, note: number): boolean {
  message.descriptor = descriptor;
  message.note = note;
  return sendmsg(socket, message.header, MSG_NOSIGNAL | MSG_DONTWAIT) === 1;
}

/** Waits for a descriptor; the caller closes it. `undefined` when there will be none any more. */
export function receiveDescriptor(socket: number): ReceivedDescriptor | undefined {
  message.makeRoom();
  if (recvmsg(socket, message.header, MSG_CMSG_CLOEXEC) !== 1 || !message.isWhole) return undefined;
  return { descriptor: message.descriptor, note: message.note };
}
