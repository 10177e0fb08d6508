import { EM } from '#domain/executables/elf/elf-constants';

/** What text of a file shows its system; with processors where it does on those only. */
export type SystemPattern = readonly [pattern: RegExp, os: string, machines?: readonly number[]];

const SPARC = [2, 18, 43] as const;
const INTEL = [EM.i386, EM.x86_64] as const;

/** EI_OSABI; 0 is System V's, which all use, 97 and 255 are of programs without a system. Source: the gABI's registry. */
export const HEADER_SYSTEMS: Readonly<Record<number, string>> = {
  1: 'hpux',
  2: 'netbsd',
  3: 'linux',
  6: 'solaris',
  7: 'aix',
  8: 'irix',
  9: 'freebsd',
  10: 'tru64',
  12: 'openbsd',
  13: 'openvms',
  15: 'aros',
  17: 'cloudabi',
};

/** As GNU's note names them. */
export const NOTE_SYSTEMS: Readonly<Record<string, string>> = {
  Linux: 'linux',
  Hurd: 'hurd',
  Solaris: 'solaris',
  FreeBSD: 'freebsd',
  NetBSD: 'netbsd',
  Syllable: 'syllable',
  NaCl: 'nacl',
};

/** `GOOS` of Go's ports that have ELF files. */
export const GO_SYSTEMS: Readonly<Record<string, string>> = {
  android: 'android',
  dragonfly: 'dragonfly',
  freebsd: 'freebsd',
  illumos: 'solaris',
  linux: 'linux',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  solaris: 'solaris',
};

/** Who writes notes into what is for one system. `Linux` is of the kernel and its vDSO, `LINUX` of memory images. */
export const NOTE_OWNERS: readonly (readonly [owner: string, os: string])[] = [
  ['Android', 'android'],
  ['OHOS', 'openharmony'],
  ['FreeBSD', 'freebsd'],
  ['DragonFly', 'dragonfly'],
  ['OpenBSD', 'openbsd'],
  ['Minix', 'minix'],
  ['NetBSD', 'netbsd'],
  ['NetBSD-CORE', 'netbsd'],
  ['QNX', 'qnx'],
  ['Linux', 'linux'],
  ['LINUX', 'linux'],
];

/** Paths of loaders, wherever a distribution keeps its own: the names are fixed by each system's ABI. */
export const INTERPRETERS: readonly SystemPattern[] = [
  [/^\/(?:system|apex\/[\w.]+)\/bin\/(?:bootstrap\/)?linker/, 'android'],
  [/\/ld-linux[\w.-]*$/, 'linux'],
  [/\/ld-(?:musl|uClibc|lsb)[\w.-]*$/, 'linux'],
  [/\/ld64(?:-uClibc)?\.so\.\d$/, 'linux'],
  [/\/ld-kfreebsd[\w.-]*$/, 'freebsd'],
  [/\/libexec\/ld-elf(?:32)?\.so\.1$/, 'freebsd'],
  [/\/libexec\/ld-elf\.so\.2$/, 'dragonfly'],
  [/\/libexec\/ld\.elf_so$/, 'netbsd'],
  [/\/libexec\/ld\.so$/, 'openbsd'],
  [/\/ldqnx(?:-64)?\.so\.\d$/, 'qnx'],
  [/runtime_loader$/, 'haiku'],
  [/\/usr\/lib\/Loader\.so$/, 'serenity'],
  [/^\/lib\/ld\.so$|^\/lib\/ld-x86-64\.so\.1$/, 'hurd'],
  [/^\/usr\/lib(?:\/(?:64|amd64|sparcv9))?\/ld\.so\.1$/, 'solaris'],
  [/^\/lib\/(?:64|amd64|sparcv9)\/ld\.so\.1$/, 'solaris'],
  [/^\/lib\/ld\.so\.1$/, 'solaris', SPARC],
  [/^\/lib(?:32|64)?\/ld\.so\.1$/, 'linux', [4, EM.mips, 15, 20, EM.s390]],
  [/^\/lib\/ld\.so\.1$/, 'hurd', [EM.i386]],
  [/^\/usr\/lib(?:32|64)?\/libc\.so\.1$/, 'irix', [EM.mips, 10]],
  [/\/usr\/lib\/hpux\d\d\//, 'hpux'],
  [/^ld\.so\.1$/, 'fuchsia'],
];

/** Of the Linux kernel, its modules and its programs for eBPF; of systems that mark their files so. */
export const SECTIONS: readonly SystemPattern[] = [
  [/^\.(?:gnu\.linkonce\.this_module|modinfo)$/, 'linux'],
  [/^__ksymtab/, 'linux'],
  [/^\.rodata\.\.compressed$/, 'linux'],
  [/^(?:\.?maps|license)$/, 'linux', [247]],
  [/^set_modmetadata_set$/, 'freebsd'],
  [/^\.note\.netbsd/, 'netbsd'],
  [/^\.note\.openbsd/, 'openbsd'],
  [/^\.note\.android/, 'android'],
  [/^\.note\.ohos/, 'openharmony'],
  [/^\.SUNW_/, 'solaris'],
  [/^QNX_\w/, 'qnx'],
];

/** Libraries whose names have a number that only one system gives them. */
export const LIBRARIES: readonly SystemPattern[] = [
  [/^lib(?:c|machuser|hurduser)\.so\.0\.3$/, 'hurd'],
  [/^libc\.so\.6(?:\.1)?$/, 'linux'],
  [/^ld-linux[\w.-]*$|^libc\.musl-|^ld-musl-|^ld\d*-uClibc/, 'linux'],
  [/^libc\.so\.0$/, 'linux'],
  [/^libc\.so\.7$|^libthr\.so\.3$/, 'freebsd'],
  [/^libc\.so\.8$/, 'dragonfly'],
  [/^libc\.so\.12$/, 'netbsd'],
  [/^libc\.so\.\d{2,3}\.\d+$/, 'openbsd'],
  [/^libc\.so\.1$/, 'irix', [EM.mips, 10]],
  [/^libc\.so\.1$/, 'solaris', [...SPARC, ...INTEL]],
  [/^lib(?:root|be)\.so$/, 'haiku'],
  [/^lib(?:fdio|zircon)\.so$/, 'fuchsia'],
  [/^lib(?:hilog_ndk|ace_(?:napi|ndk))\.z\.so$/, 'openharmony'],
];

/** `LIBC` is Android's C library, which has no number in its name. */
export const VERSIONS: readonly SystemPattern[] = [
  [/^GLIBC_(?:2\.|PRIVATE|ABI_)/, 'linux'],
  [/^LIBC(?:_[A-Z])?$/, 'android'],
  [/^FBSD_1\./, 'freebsd'],
  [/^DF\d\d\d\./, 'dragonfly'],
  [/^(?:SUNW|ILLUMOS)_/, 'solaris'],
];

/** Names that say less: asked last. `libc.so` is musl's, where nothing speaks for Android, which has one too. */
export const UNVERSIONED_LIBRARIES: readonly SystemPattern[] = [
  [/^lib(?:m\.so\.6|dl\.so\.2|pthread\.so\.0)$/, 'linux'],
  [/^lib(?:android|log|dl|nativehelper|binder|binder_ndk)\.so$/, 'android'],
  [/^libc\.so$/, 'linux'],
];

/** What a C library for one system begins programs with. */
export const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['__libc_start_main', 'linux'],
  ['__uClibc_main', 'linux'],
]);
