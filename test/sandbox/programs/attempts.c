/* Tries what a confined program must not be able to do; one line each: what, and the error's name or "done". */
#include "report.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>

static void *run(void *argument) { return argument; }

int main(int count, char **arguments) {
  if (count > 1 && strcmp(arguments[1], "foreign-calls") == 0) {
#ifdef __x86_64__
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20)); /* getpid of i386 */
    report("a call of i386", result);
#else
    raise(SIGSYS);
#endif
    return 0;
  }
  const char *outside = arguments[1];
  const char *directory = arguments[2];
  pid_t parent = (pid_t)atoi(arguments[3]);
  const char *readable = arguments[4];
  char path[4096];
  snprintf(path, sizeof path, "%s/written-by-attempt", directory);

  pthread_t thread;
  errno = pthread_create(&thread, NULL, run, NULL);
  report("a thread", errno == 0 ? 0 : -1);
  struct clone_args modern = {.exit_signal = SIGCHLD};
#ifdef SYS_fork
  report_child("fork", syscall(SYS_fork));
#endif
  report_child("clone", syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
  report_child("clone3", syscall(SYS_clone3, &modern, sizeof modern));
  report("socket", socket(AF_INET, SOCK_STREAM, 0));
  report("unix socket", socket(AF_UNIX, SOCK_STREAM, 0));
  report("read outside", open(outside, O_RDONLY));
  report("list outside", open(directory, O_RDONLY | O_DIRECTORY));
  report("write outside", open(path, O_CREAT | O_WRONLY, 0600));
  report("empty what it may read", open(readable, O_RDONLY | O_TRUNC));
  report("change outside", chmod(outside, 0777));
  report("remove outside", unlink(outside));
  report("signal outside", kill(parent, 0));
  report("limit outside", syscall(SYS_prlimit64, parent, RLIMIT_NOFILE, NULL, NULL));
  report("run a program", execl("/bin/true", "true", NULL));
  report("mount", syscall(SYS_mount, "none", "/", "tmpfs", 0, 0));
  report("unshare", syscall(SYS_unshare, CLONE_NEWUSER));
  report("ptrace", syscall(SYS_ptrace, 0, 0, 0, 0));
  report("bpf", syscall(SYS_bpf, 0, 0, 0));
  report("io_uring", syscall(SYS_io_uring_setup, 1, 0));
  report("userfaultfd", syscall(SYS_userfaultfd, 0));
  report("keyctl", syscall(SYS_keyctl, 0, 0, 0));
  report("much memory", mmap(NULL, 8UL << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
  return 0;
}
