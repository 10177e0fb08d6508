/*
 * Tries to reach the process whose id it gets: directly, and by having the kernel signal it when there is something to read. Each
 * attempt changes nothing but the last ones, which send it SIGUSR1 once a byte comes in. "victim" makes it one that may be reached.
 */
#include "report.h"

#include <asm/sockios.h>
#include <fcntl.h>
#include <linux/ioprio.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>

static const char constant[] = "at the same address in each of its processes";

static void have_the_kernel_signal(pid_t victim) {
  struct f_owner_ex owner = {.type = F_OWNER_PID, .pid = victim};
  int id = victim;
  int on = 1;
  report("owner of input", fcntl(0, F_SETOWN, victim));
  report("owner of input by type", fcntl(0, F_SETOWN_EX, &owner));
  report("owner of a socket", ioctl(0, FIOSETOWN, &id));
  report("group of a socket", ioctl(0, SIOCSPGRP, &id));
  report("signal of input", fcntl(0, F_SETSIG, SIGUSR1));
  report("signals on", fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_ASYNC));
  report("signals on by request", ioctl(0, FIOASYNC, &on));
}

static void signal_directly(pid_t victim) {
  siginfo_t information = {.si_code = SI_QUEUE};
  report("kill", kill(victim, 0));
  report("tkill", syscall(SYS_tkill, victim, 0));
  report("tgkill", syscall(SYS_tgkill, victim, victim, 0));
  report("queue a signal", syscall(SYS_rt_sigqueueinfo, victim, 0, &information));
  report("queue a signal for a thread", syscall(SYS_rt_tgsigqueueinfo, victim, victim, 0, &information));
  long handle = syscall(SYS_pidfd_open, victim, 0);
  report("a handle", handle);
  report("signal a handle", syscall(SYS_pidfd_send_signal, handle, 0, NULL, 0));
}

static void change(pid_t victim) {
  cpu_set_t processors;
  struct sched_param parameters = {0};
  sched_getaffinity(victim, sizeof processors, &processors);
  report("priority", setpriority(PRIO_PROCESS, (id_t)victim, 19));
  report("priority of input and output", syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, victim, 0));
  report("scheduler", sched_setscheduler(victim, SCHED_OTHER, &parameters));
  report("processors", sched_setaffinity(victim, sizeof processors, &processors));
  report("limits", syscall(SYS_prlimit64, victim, RLIMIT_NOFILE, NULL, NULL));
}

/* A signal to the victim would come to its tracer instead. */
static void let_go(pid_t victim) {
  ptrace(PTRACE_INTERRUPT, victim, NULL, NULL);
  waitpid(victim, NULL, __WALL);
  ptrace(PTRACE_DETACH, victim, NULL, NULL);
}

static void read_memory(pid_t victim) {
  char copy[sizeof constant];
  struct iovec local = {.iov_base = copy, .iov_len = sizeof copy};
  struct iovec remote = {.iov_base = (void *)constant, .iov_len = sizeof constant};
  report("read memory", process_vm_readv(victim, &local, 1, &remote, 1, 0));
  long traced = ptrace(PTRACE_SEIZE, victim, NULL, NULL);
  report("trace", traced);
  if (traced == 0) let_go(victim);
}

int main(int count, char **arguments) {
  (void)count;
  if (strcmp(arguments[1], "victim") == 0) {
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
    report("victim", 0);
    for (;;) pause();
  }
  pid_t victim = (pid_t)atoi(arguments[1]);
  struct pollfd input = {.fd = 0, .events = POLLIN};
  signal_directly(victim);
  change(victim);
  read_memory(victim);
  have_the_kernel_signal(victim);
  printf("waiting\n");
  fflush(stdout);
  /* Not by reading: the kernel signals nobody while somebody reads. */
  return poll(&input, 1, -1) == 1 ? 0 : 1;
}
