/* Looks at what is left to see for a program that runs confined; one line each: what, and the error's name or "done". */
#include "report.h"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <time.h>

static void open_file(const char *what, const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  report(what, file);
  if (file >= 0) close(file);
}

static void open_directory(const char *what, const char *path) {
  DIR *directory = opendir(path);
  report(what, directory == NULL ? -1 : 0);
  if (directory != NULL) closedir(directory);
}

/* Arguments: a file of somebody else, and its directory. */
int main(int count, char **arguments) {
  struct utsname system;
  struct sysinfo machine;
  struct statfs disk;
  struct stat facts;
  struct timespec now;
  cpu_set_t processors;
  char name[256];
  if (count < 3) return 1;
  report("kernel", uname(&system));
  report("host name", gethostname(name, sizeof name));
  report("memory and load of the machine", sysinfo(&machine));
  report("processors", sched_getaffinity(0, sizeof processors, &processors));
  report("time", clock_gettime(CLOCK_REALTIME, &now));
  report("user", (long)getuid());
  report("metadata of somebody else's file", stat(arguments[1], &facts));
  report("somebody else's file", (errno = 0, open(arguments[1], O_RDONLY | O_CLOEXEC)));
  open_directory("names in somebody else's directory", arguments[2]);
  open_directory("names in /", "/");
  open_directory("names in /tmp", "/tmp");
  open_directory("processes", "/proc");
  open_file("own maps", "/proc/self/maps");
  open_file("own mounts", "/proc/self/mounts");
  open_file("kernel settings", "/proc/sys/kernel/hostname");
  open_file("passwords", "/etc/passwd");
  open_file("machine id", "/etc/machine-id");
  open_file("zero device", "/dev/zero");
  open_file("random device", "/dev/urandom");
  open_file("null device", "/dev/null");
  report("room on the disk", statfs("/", &disk));
  report("priority of others", (errno = 0, getpriority(PRIO_PROCESS, 1)) == -1 && errno != 0 ? -1 : 0);
  extern char **environ;
  for (char **variable = environ; *variable != NULL; variable++) printf("variable: %.*s\n", (int)strcspn(*variable, "="), *variable);
  return 0;
}
