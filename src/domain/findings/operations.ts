import type { ImportCategory } from '#domain/document/import-category';
import { plainName } from '#domain/imports/find-import';

type Operations = readonly (readonly [RegExp, string])[];

/** What a function does, by its name; the first that fits. Names that fit none only help others, such as `fileno`. */
const OPERATIONS: Readonly<Partial<Record<ImportCategory, Operations>>> = {
  network: [
    [/^(?:WSA)?connect|ConnectEx|nw_connection/i, 'connect'],
    [/^(?:accept|listen|bind)|WSAAccept/i, 'listen'],
    [/URLDownload|InternetReadFile|WinHttpReadData/i, 'download'],
    [/Http|Internet|curl|NSURL|WinHttp/, 'web'],
    [/^(?:send|WSASend|sendto)/, 'send'],
    [/^(?:recv|WSARecv)/, 'receive'],
    [/addrinfo|hostby|^res_|Dns|ares_/i, 'resolve'],
    [/^pcap_|raw/i, 'capture'],
    [/^(?:WSA)?socket/i, 'open'],
    [/^Net|WNet/, 'network shares'],
  ],
  file: [
    [/unlink|remove|rmdir|delete/i, 'delete'],
    [/rename|move|replace/i, 'move'],
    [/copy|^CopyFile/i, 'copy'],
    [/chmod|chown|SetFileAttributes|SetFileSecurity|setxattr/, 'change permissions'],
    [/utime|SetFileTime/, 'change times'],
    [/link/i, 'link'],
    [/mkdir|mknod|mkfifo|CreateDirectory/, 'create'],
    [/mount|pivot_root|chroot/, 'mount'],
    [/^mk.?s?temp|tmp|GetTemp/i, 'temporary file'],
    [/readdir|opendir|scandir|ftw|fts_|glob|FindFirst|FindNext|QueryDirectory/, 'list'],
    [/inotify|fanotify|ChangeNotification|DirectoryChanges/, 'watch'],
    [/^p?writev?$|^fwrite(?!ing)|WriteFile|truncate/i, 'write'],
    [/^p?readv?$|^fread(?!ing)|ReadFile|fgets|getline/i, 'read'],
    [/open|creat|CreateFile/i, 'open'],
    [/ioctl|DeviceIoControl|FsControl/, 'control a device'],
  ],
  registry: [
    [/delete/i, 'delete'],
    [/set|create|save|restore|replace|load/i, 'write'],
    [/query|get|open|enum/i, 'read'],
    [/notify/i, 'watch'],
  ],
  process: [
    [/RemoteThread|WriteProcessMemory|WriteVirtualMemory|vm_writev|QueueUserAPC|SetThreadContext|ApcThread/i, 'inject'],
    [/ptrace|Debug/i, 'debug'],
    [/^exec|^fexecve|spawn|CreateProcess|ShellExecute|WinExec|UserProcess/i, 'start'],
    [/^(?:system|popen)$/, 'run a command'],
    [/^v?fork|^clone|daemon/, 'fork'],
    [/kill|TerminateProcess|TerminateThread/i, 'end'],
    [/Toolhelp|Process32|EnumProcess|Module32|proc_list/, 'list'],
    [/Token|Privilege|Impersonate|^set.*[ug]id|capset|Logon/i, 'change rights'],
    [/Service|SCManager/, 'service'],
    [/OpenProcess|ReadProcessMemory|vm_readv|ReadVirtualMemory/i, 'read another'],
    [/WindowsHook/, 'hook'],
    [/prctl|unshare|setns|memfd_create/, 'control'],
  ],
  crypto: [
    [/rand|entropy/i, 'random numbers'],
    [/decrypt/i, 'decrypt'],
    [/encrypt|cipher|AES|RC4|DES_/i, 'encrypt'],
    [/hash|digest|sha|md5/i, 'hash'],
    [/ssl|tls/i, 'protect connections'],
    [/key|protect/i, 'handle keys'],
    [/./, 'other'],
  ],
};

/** The operation that an import of this category is for, or `undefined` when it is not one worth telling. */
export function operationOf(category: ImportCategory, name: string): string | undefined {
  const plain = plainName(name.slice(0, 128));
  return OPERATIONS[category]?.find(([pattern]) => pattern.test(plain))?.[1];
}
