/* Lists the descriptors that it has, and how many threads it can have; "sealed" puts the filter that it gets in its input on top first. */
#include "report.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sys/syscall.h>

enum { MOST_DESCRIPTORS = 1024, MOST_THREADS = 100, LARGEST_FILTER = 4096 };

static void *stay(void *argument) {
  pause();
  return argument;
}

static void list_descriptors(void) {
  for (int descriptor = 0; descriptor < MOST_DESCRIPTORS; descriptor++) {
    if (fcntl(descriptor, F_GETFD) >= 0) printf("descriptor: %d\n", descriptor);
  }
}

static void count_threads(void) {
  int made = 0;
  pthread_t thread;
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 65536);
  while (made < MOST_THREADS && pthread_create(&thread, &small, stay, NULL) == 0) made++;
  printf("threads: %d\n", made);
}

static void seal(void) {
  static struct sock_filter steps[LARGEST_FILTER];
  pthread_t thread;
  ssize_t size = read(0, steps, sizeof steps);
  struct sock_fprog filter = {.len = (unsigned short)(size / (ssize_t)sizeof *steps), .filter = steps};
  errno = pthread_create(&thread, NULL, stay, NULL);
  report("a thread at first", errno == 0 ? 0 : -1);
  report("seal", syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter));
}

int main(int count, char **arguments) {
  if (count > 1 && strcmp(arguments[1], "sealed") == 0) seal();
  list_descriptors();
  count_threads();
  fflush(stdout);
  execl("/bin/true", "true", NULL);
  report("another program", -1);
  return 0;
}
