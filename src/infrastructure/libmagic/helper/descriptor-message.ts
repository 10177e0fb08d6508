import type { Message } from './system-calls';
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

/**
 * Puts a duplicate of the descriptor into the other end's process; ours stays ours. Never waits.
 * `false` when the other end is gone.
 */
export function sendDescriptor(socket: number, descriptor: number): boolean {
  const control = Buffer.alloc(CONTROL_SIZE);
  control.writeBigUInt64LE(BigInt(CONTROL_LENGTH), 0);
  control.writeInt32LE(SOL_SOCKET, 8);
  control.writeInt32LE(SCM_RIGHTS, 12);
  control.writeInt32LE(descriptor, DESCRIPTOR_AT);
  return sendmsg(socket, messageWith(control), MSG_NOSIGNAL | MSG_DONTWAIT) === 1;
}

/** Waits for a descriptor; the caller closes it. `undefined` when there will be none any more. */
export function receiveDescriptor(socket: number): number | undefined {
  const control = Buffer.alloc(CONTROL_SIZE);
  // What the message holds afterwards is its addresses; the control data are where they were.
  const message = messageWith(control);
  if (recvmsg(socket, message, MSG_CMSG_CLOEXEC) !== 1 || message.msg_controllen !== CONTROL_SIZE) return undefined;
  return control.readInt32LE(DESCRIPTOR_AT);
}

/** A message without any byte would look like the end of the connection. */
function messageWith(control: Buffer): Message {
  return {
    msg_name: null,
    msg_namelen: 0,
    msg_iov: [{ iov_base: Buffer.alloc(1), iov_len: 1 }],
    msg_iovlen: 1,
    msg_control: control,
    msg_controllen: CONTROL_SIZE,
    msg_flags: 0,
  };
}
