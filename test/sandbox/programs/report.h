/* One line for each attempt: what, and the error's name or "done". */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void report(const char *what, long result) {
  printf("%s: %s\n", what, result < 0 ? strerrorname_np(errno) : "done");
  fflush(stdout);
}

/* For a child that gets made: it ends at once. */
__attribute__((unused)) static void report_child(const char *what, long pid) {
  if (pid == 0) _exit(0);
  report(what, pid);
}
