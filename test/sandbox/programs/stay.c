/* Tries to be there when its parent is not any more: lists what it got away with, then stays until it is killed. */
#include "report.h"

#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

int main(void) {
  struct clone_args modern = {.exit_signal = SIGCHLD};
  signal(SIGHUP, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  report("another signal at the parent's death", prctl(PR_SET_PDEATHSIG, SIGCHLD));
  report("none at the parent's death", prctl(PR_SET_PDEATHSIG, 0));
  report("another identity", syscall(SYS_setresuid, -1, -1, -1));
  report("another group", syscall(SYS_setpgid, 0, getpgid(0)));
  report("another session", syscall(SYS_setsid));
#ifdef SYS_fork
  report_child("fork", syscall(SYS_fork));
#endif
  report_child("clone", syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
  report_child("clone3", syscall(SYS_clone3, &modern, sizeof modern));
  printf("staying %d\n", getpid());
  fflush(stdout);
  for (;;) pause();
}
