import { closeSync, openSync } from 'node:fs';
import { load, struct } from 'koffi';

// Source: seccomp.h of libseccomp 2.5.4.
const ALLOW = 0x7fff_0000;
const refuse = (errno: number): number => 0x0005_0000 | errno;
const EPERM = 1;
const ENOSYS = 38;
const EQUAL = 4;
const MASKED_EQUAL = 7;

/**
 * What container runtimes refuse a container without capabilities by their default profile (`RuntimeDefault` of Kubernetes).
 * Source: the complement on x86-64 of what containerd's profile (contrib/seccomp at 078b6d9) lets through, without what later ones
 * allow as well (Landlock since 1.5.10 and 1.6, pidfd, close_range, ptrace from Linux 4.8), and with io_uring, which 2.0 refuses.
 */
const REFUSED = (
  'acct add_key adjtimex bpf chroot clock_adjtime clock_settime create_module delete_module fanotify_init finit_module fsconfig ' +
  'fsmount fsopen fspick get_kernel_syms get_mempolicy getpmsg init_module io_uring_enter io_uring_register io_uring_setup ioperm ' +
  'iopl kcmp kexec_file_load kexec_load keyctl lookup_dcookie mbind migrate_pages mount mount_setattr move_mount move_pages ' +
  'nfsservctl open_by_handle_at open_tree perf_event_open pivot_root process_vm_readv process_vm_writev putpmsg query_module ' +
  'quotactl quotactl_fd reboot request_key security set_mempolicy setdomainname sethostname setns settimeofday swapoff swapon ' +
  'sysfs _sysctl tuxcall umount2 unshare uselib userfaultfd ustat vhangup vserver'
).split(' ');
/** Every kind of namespace that `clone` could make (linux/sched.h). */
const NAMESPACES = [0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000];
/** AF_ALG and AF_VSOCK. */
const SOCKETS = [38, 40];
const ADDR_NO_RANDOMIZE = 0x4_0000;

/** Of an argument of a system call with a value; both are 0 but for a comparison under a mask. */
interface Comparison {
  readonly arg: number;
  readonly op: number;
  readonly datum_a: number;
  readonly datum_b: number;
}

const equal = (arg: number, value: number): Comparison => ({ arg, op: EQUAL, datum_a: value, datum_b: 0 });
const anyBit = (arg: number, bit: number): Comparison => ({ arg, op: MASKED_EQUAL, datum_a: bit, datum_b: bit });

/**
 * Writes the filter of such a container into `file`, as `bwrap --seccomp` reads it: made by libseccomp, as runc makes its own.
 * @throws Error when libseccomp refuses a rule.
 */
export function writeContainerFilter(file: string): void {
  const library = load('libseccomp.so.2');
  struct('scmp_arg_cmp', { arg: 'unsigned int', op: 'int', datum_a: 'uint64_t', datum_b: 'uint64_t' });
  const filter: unknown = library.func('void *seccomp_init(uint32_t otherwise)')(ALLOW);
  const numberOf = library.func('int seccomp_syscall_resolve_name(const char *name)');
  const add = library.func(
    'int seccomp_rule_add_array(void *filter, uint32_t action, int call, unsigned int count, scmp_arg_cmp *comparisons)',
  );
  const rule = (name: string, action: number, ...comparisons: readonly Comparison[]): void => {
    const call = Number(numberOf(name));
    if (call < 0) return; // another processor's
    const fault = Number(add(filter, action, call, comparisons.length, comparisons));
    if (fault !== 0) throw new Error(`libseccomp refuses a rule for ${name}: ${fault}`);
  };

  for (const name of REFUSED) rule(name, refuse(EPERM));
  for (const kind of NAMESPACES) rule('clone', refuse(EPERM), anyBit(0, kind));
  rule('clone3', refuse(ENOSYS));
  for (const family of SOCKETS) rule('socket', refuse(EPERM), equal(0, family));
  rule('personality', refuse(EPERM), equal(0, ADDR_NO_RANDOMIZE));

  const descriptor = openSync(file, 'w');
  library.func('int seccomp_export_bpf(void *filter, int descriptor)')(filter, descriptor);
  closeSync(descriptor);
}
