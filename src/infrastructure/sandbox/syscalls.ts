/** Numbers of a system call on x86-64 and on arm64; `undefined` where the processor has no such call. */
export type SyscallNumbers = readonly [x64: number, arm64: number | undefined];

/** What a program that reads one file and writes to its pipes has no use for. Source: the kernel's unistd_64.h and asm-generic/unistd.h. */
export const REFUSED_SYSCALLS = {
  // Other processes: making them, reaching them, leaving the group that is killed as a whole.
  fork: [57, undefined],
  vfork: [58, undefined],
  execveat: [322, 281],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  kcmp: [312, 272],
  kill: [62, 129],
  tkill: [200, 130],
  tgkill: [234, 131],
  rt_sigqueueinfo: [129, 138],
  rt_tgsigqueueinfo: [297, 240],
  setpgid: [109, 154],
  setsid: [112, 157],
  setpriority: [141, 140],
  sched_setparam: [142, 118],
  sched_setscheduler: [144, 119],
  sched_setattr: [314, 274],
  sched_setaffinity: [203, 122],
  ioprio_set: [251, 30],
  flock: [73, 32],
  setns: [308, 268],
  unshare: [272, 97],

  // Another identity: with it goes the signal that the parent's death sends.
  setuid: [105, 146],
  setgid: [106, 144],
  setreuid: [113, 145],
  setregid: [114, 143],
  setresuid: [117, 147],
  setresgid: [119, 149],
  setfsuid: [122, 151],
  setfsgid: [123, 152],
  setgroups: [116, 159],

  // Networks and other ways to talk.
  socket: [41, 198],
  socketpair: [53, 199],
  bind: [49, 200],
  listen: [50, 201],
  accept: [43, 202],
  accept4: [288, 242],
  connect: [42, 203],
  sendto: [44, 206],
  sendmsg: [46, 211],
  sendmmsg: [307, 269],
  recvmsg: [47, 212],
  recvmmsg: [299, 243],
  shmget: [29, 194],
  shmat: [30, 196],
  shmctl: [31, 195],
  semget: [64, 190],
  semop: [65, 193],
  semtimedop: [220, 192],
  semctl: [66, 191],
  msgget: [68, 186],
  msgsnd: [69, 189],
  msgrcv: [70, 188],
  msgctl: [71, 187],
  mq_open: [240, 180],
  mq_unlink: [241, 181],
  memfd_create: [319, 279],

  // Mounts, and files by other ways than their path.
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  swapon: [167, 224],
  swapoff: [168, 225],
  open_by_handle_at: [304, 265],
  name_to_handle_at: [303, 264],
  quotactl: [179, 60],
  acct: [163, 89],

  // Changes of files; Landlock does not govern modes, owners, times and attributes.
  chmod: [90, undefined],
  fchmod: [91, 52],
  fchmodat: [268, 53],
  chown: [92, undefined],
  fchown: [93, 55],
  lchown: [94, undefined],
  fchownat: [260, 54],
  utime: [132, undefined],
  utimes: [235, undefined],
  futimesat: [261, undefined],
  utimensat: [280, 88],
  setxattr: [188, 5],
  lsetxattr: [189, 6],
  fsetxattr: [190, 7],
  removexattr: [197, 14],
  lremovexattr: [198, 15],
  fremovexattr: [199, 16],
  creat: [85, undefined],
  mknod: [133, undefined],
  mknodat: [259, 33],
  link: [86, undefined],
  linkat: [265, 37],
  symlink: [88, undefined],
  symlinkat: [266, 36],
  rename: [82, undefined],
  renameat: [264, 38],
  renameat2: [316, 276],
  unlink: [87, undefined],
  unlinkat: [263, 35],
  mkdir: [83, undefined],
  mkdirat: [258, 34],
  rmdir: [84, undefined],
  truncate: [76, 45],
  inotify_init: [253, undefined],
  inotify_init1: [294, 26],
  fanotify_init: [300, 262],

  // The kernel itself.
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  keyctl: [250, 219],
  add_key: [248, 217],
  request_key: [249, 218],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  reboot: [169, 142],
  syslog: [103, 116],
  iopl: [172, undefined],
  ioperm: [173, undefined],
  modify_ldt: [154, undefined],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  clock_adjtime: [305, 266],
  adjtimex: [159, 171],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  vhangup: [153, 58],
  lookup_dcookie: [212, 18],
  nfsservctl: [180, 42],
  personality: [135, 92],
  vmsplice: [278, 75],
  io_setup: [206, 0],
  io_submit: [209, 2],
  remap_file_pages: [216, 234],
  move_pages: [279, 239],
  migrate_pages: [256, 238],
  mbind: [237, 235],
  set_mempolicy: [238, 237],
} as const satisfies Record<string, SyscallNumbers>;

/** Decided by their arguments. */
export const CONDITIONAL_SYSCALLS = {
  clone: [56, 220],
  prlimit64: [302, 261],
  open: [2, undefined],
  openat: [257, 56],
  prctl: [157, 167],
  fcntl: [72, 25],
  ioctl: [16, 29],
} as const satisfies Record<string, SyscallNumbers>;

/**
 * Of fcntl(2): duplicates, and flags of its own descriptors. Others make the kernel send signals to any process (owners, leases,
 * notices), and lock files for everybody. Source: asm-generic/fcntl.h, linux/fcntl.h.
 */
export const ALLOWED_FCNTL_COMMANDS = {
  F_DUPFD: 0,
  F_GETFD: 1,
  F_SETFD: 2,
  F_GETFL: 3,
  F_DUPFD_CLOEXEC: 1030,
} as const;
/** Allowed without `O_ASYNC`, which has the kernel signal the owner. */
export const F_SETFL = 4;
export const O_ASYNC = 0x2000;

/**
 * Of ioctl(2): whether it is a terminal, and flags and fill of its own descriptors. Others type into terminals, set owners that the
 * kernel signals, reach into drivers. Source: asm-generic/ioctls.h.
 */
export const ALLOWED_IOCTL_REQUESTS = {
  TCGETS: 0x5401,
  TCGETS2: 0x802c_542a,
  TIOCGWINSZ: 0x5413,
  FIONREAD: 0x541b,
  FIONBIO: 0x5421,
  FIONCLEX: 0x5450,
  FIOCLEX: 0x5451,
} as const;

/**
 * Of open(2) and openat(2) what is refused: it empties a file that is only opened for reading, and Landlock governs that from its
 * version 3 on. Source: asm-generic/fcntl.h.
 */
export const O_TRUNC = 0x200;

/** Of prctl(2) the one that is refused, unless it asks for SIGKILL, as whoever confines does. Source: linux/prctl.h. */
export const PR_SET_PDEATHSIG = 1;
export const SIGKILL = 9;

/** What a program that is under way has no use for. */
export const SEALED_SYSCALLS = {
  fork: [57, undefined],
  vfork: [58, undefined],
  execve: [59, 221],
  execveat: [322, 281],
} as const satisfies Record<string, SyscallNumbers>;
/** The same on every processor. */
export const CLONE3 = 435;

/** From here on the numbers are the same on every processor; a newer kernel adds more of them. */
export const FIRST_COMMON_SYSCALL = 424;

/** Those of the common range that a C library may use; all others are answered as by a kernel without them. */
export const ALLOWED_COMMON_SYSCALLS = {
  close_range: 436,
  faccessat2: 439,
  // setpriv loads the filter before it applies Landlock; these can only take rights away.
  landlock_create_ruleset: 444,
  landlock_add_rule: 445,
  landlock_restrict_self: 446,
  futex_waitv: 449,
  map_shadow_stack: 453,
  futex_wake: 454,
  futex_wait: 455,
  futex_requeue: 456,
  mseal: 462,
} as const;
