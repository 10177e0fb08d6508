import { load } from 'koffi';

const libc = load('libc.so.6');

/** All return -1 when they fail. */
export const socketpair = libc.func(
  'int socketpair(int domain, int type, int protocol, _Out_ int *sockets)',
) as unknown as (domain: number, type: number, protocol: number, sockets: number[]) => number;

/** `message`: a `struct msghdr`, in which the kernel also answers. */
export const sendmsg = libc.func('intptr_t sendmsg(int socket, void *message, int flags)') as unknown as (
  socket: number,
  message: Buffer,
  flags: number,
) => number;

export const recvmsg = libc.func('intptr_t recvmsg(int socket, void *message, int flags)') as unknown as (
  socket: number,
  message: Buffer,
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

/** For what the C library has no function for. */
export const syscall = libc.func(
  'long syscall(long number, unsigned long first, unsigned long second, void *third)',
) as unknown as (number: number, first: number, second: number, third: Buffer) => number;

export const setlocale = libc.func('const char *setlocale(int category, const char *locale)') as unknown as (
  category: number,
  locale: string,
) => string | null;
