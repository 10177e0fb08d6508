import { inout, load, pointer, struct } from 'koffi';

const libc = load('libc.so.6');

// Without names: koffi keeps those for the whole process, and would not have them twice.
const iovec = struct({ iov_base: 'void *', iov_len: 'size_t' });
const msghdr = struct({
  msg_name: 'void *',
  msg_namelen: 'uint32_t',
  msg_iov: pointer(iovec),
  msg_iovlen: 'size_t',
  msg_control: 'void *',
  msg_controllen: 'size_t',
  msg_flags: 'int',
});

/** One buffer and the control data that go with it. Source: socket(7), `struct msghdr` of 64-bit Linux. */
export interface Message {
  readonly msg_name: null;
  readonly msg_namelen: 0;
  readonly msg_iov: readonly { readonly iov_base: Buffer; readonly iov_len: number }[];
  readonly msg_iovlen: 1;
  readonly msg_control: Buffer;
  msg_controllen: number;
  readonly msg_flags: 0;
}

/** All return -1 when they fail. */
export const socketpair = libc.func(
  'int socketpair(int domain, int type, int protocol, _Out_ int *sockets)',
) as unknown as (domain: number, type: number, protocol: number, sockets: number[]) => number;

export const sendmsg = libc.func('sendmsg', 'intptr_t', ['int', pointer(msghdr), 'int']) as unknown as (
  socket: number,
  message: Message,
  flags: number,
) => number;

export const recvmsg = libc.func('recvmsg', 'intptr_t', ['int', inout(pointer(msghdr)), 'int']) as unknown as (
  socket: number,
  message: Message,
  flags: number,
) => number;

export const memfdCreate = libc.func('int memfd_create(const char *name, unsigned int flags)') as unknown as (
  name: string,
  flags: number,
) => number;

/** An address; all ones when it fails. */
export const mmap = libc.func(
  'intptr_t mmap(void *address, size_t length, int protection, int flags, int descriptor, intptr_t offset)',
) as unknown as (
  address: null,
  length: number,
  protection: number,
  flags: number,
  descriptor: number,
  offset: number,
) => number | bigint;

export const munmap = libc.func('int munmap(intptr_t address, size_t length)') as unknown as (
  address: number | bigint,
  length: number,
) => number;

export const setlocale = libc.func('const char *setlocale(int category, const char *locale)') as unknown as (
  category: number,
  locale: string,
) => string | null;
