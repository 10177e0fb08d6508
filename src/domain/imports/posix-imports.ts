import type { ImportNames } from './import-names';

/** The C library and POSIX, with what is common beside them; without leading underscores and `64`. The most telling first. */
export const POSIX_IMPORTS: ImportNames = {
  network: `
    connect recv send bind listen accept accept4 recvfrom sendto recvmsg sendmsg recvmmsg sendmmsg socket getaddrinfo
    gethostbyname gethostbyname2 gethostbyaddr getnameinfo res_query res_search res_init inet_pton inet_addr inet_aton
    inet_ntop inet_ntoa socketpair setsockopt getsockopt getpeername getsockname shutdown getifaddrs if_nametoindex
    if_indextoname if_nameindex getservbyname getservbyport getservent getprotobyname getprotobynumber gethostent
    freeaddrinfo freeifaddrs gai_strerror hstrerror htonl htons ntohl ntohs rcmd rexec ruserok sockatmark select pselect
    poll ppoll epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait kqueue kevent endservent setservent dn_expand
    ns_initparse ether_ntoa ether_aton pcap_open_live pcap_loop`,
  process: `
    execve execv execvp execl execle execlp execvpe fexecve system popen posix_spawn posix_spawnp fork vfork clone
    forkpty ptrace process_vm_writev process_vm_readv memfd_create setuid seteuid setreuid setresuid setgid setegid
    setregid setresgid setgroups initgroups capset prctl unshare setns kill killpg tgkill pidfd_open pidfd_send_signal
    daemon setsid setpgid setpgrp pthread_create thrd_create spawn_thread wait wait3 wait4 waitpid waitid pclose pipe
    pipe2 dup dup2 dup3 tcsetpgrp tcgetpgrp raise abort sigaction signal bsd_signal sigprocmask sigqueue getpid getppid
    getpgrp getpgid getsid getuid geteuid getgid getegid getresuid getgroups nice getpriority setpriority
    sched_setaffinity sched_getaffinity sched_setscheduler sched_yield pthread_join pthread_detach pthread_cancel
    pthread_kill pthread_exit exit quick_exit atexit`,
  registry: '',
  crypto: `
    EVP_EncryptInit_ex EVP_DecryptInit_ex EVP_EncryptUpdate EVP_DecryptUpdate EVP_CipherInit_ex AES_encrypt AES_decrypt
    AES_set_encrypt_key RSA_public_encrypt RSA_private_decrypt SSL_connect SSL_accept SSL_read SSL_write SSL_new
    EVP_DigestInit_ex RAND_bytes SHA256_Init SHA1_Init MD5_Init crypt crypt_r encrypt setkey getrandom getentropy
    MD5Init MD5Update MD5Final SHA1Init SHA1Update SHA1Final`,
  memory: `
    mprotect mmap pkey_mprotect mremap process_madvise shm_open shmget shmat memfd_secret mlock mlockall madvise msync
    munmap shmdt shmctl shm_unlink brk sbrk munlock mincore posix_memalign memalign aligned_alloc valloc pvalloc malloc
    calloc realloc reallocarray alloca malloc_usable_size malloc_trim mallopt mallinfo free cfree
    getpagesize create_area Znwm Znam Znwj Znaj ZdlPv ZdaPv ZdlPvm ZdaPvm ZdlPvj builtin_new builtin_delete
    builtin_vec_new builtin_vec_delete`,
  file: `
    unlink unlinkat remove rename renameat renameat2 chmod fchmod fchmodat chown fchown lchown fchownat mount umount
    umount2 pivot_root chroot open openat creat fopen freopen fdopen write pwrite writev fwrite read pread readv fread
    truncate ftruncate mkstemp mkostemp mkdtemp mktemp tmpfile tmpnam tempnam symlink symlinkat link linkat mkdir
    mkdirat rmdir mknod mknodat mkfifo mkfifoat xmknod xmknodat opendir fdopendir readdir readdir_r scandir nftw ftw
    fts_open fts_read fts_children fts_set fts_close glob readlink readlinkat realpath canonicalize_file_name
    inotify_init inotify_init1 inotify_add_watch fanotify_init fanotify_mark ioctl fcntl flock lockf sendfile splice tee
    copy_file_range fallocate posix_fallocate utime utimes utimensat futimens futimes setxattr lsetxattr fsetxattr
    getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr access faccessat eaccess euidaccess stat
    lstat fstat fstatat statx xstat lxstat fxstat fxstatat statfs fstatfs statvfs fstatvfs chdir fchdir getcwd get_current_dir_name
    umask lseek llseek fseek fseeko ftell ftello rewind fsetpos fgetpos fsync fdatasync sync posix_fadvise rewinddir
    seekdir telldir dirfd pathconf fpathconf getline getdelim fgets gets fputs fgetc getc getchar ungetc fputc putc
    IO_putc IO_getc fgetwc fgetws fputws fileno feof ferror clearerr setbuf setvbuf setlinebuf fflush fpurge freading
    fwriting fclose fcloseall close closefrom close_range closedir eof chsize locking stati64 fstati64 lseeki64
    stdin stdout stderr acl_get_file acl_set_file acl_get_entry acl_get_permset acl_free setmntent getmntent
    IO_stdin_used gzopen gzread gzwrite gzclose dirname basename`,
  ui: `
    XOpenDisplay XGrabKeyboard XQueryKeymap XGetImage XCreateWindow XCreateSimpleWindow XNextEvent XSelectInput
    gtk_init gtk_main initscr newwin endwin getch wgetch waddnstr wrefresh wmove printw mvprintw keypad curs_set
    start_color tgetent tgetstr tgetnum tgetflag tgoto tputs setupterm tigetstr tparm readline add_history
    getpass kbhit putch cgets`,
  system: `
    dlopen dlmopen dlsym dlvsym init_module finit_module delete_module kexec_load reboot syscall swapon swapoff
    sethostname setdomainname settimeofday clock_settime stime adjtimex iopl ioperm bpf perf_event_open sysctl
    sysctlbyname syslog openlog gethostname uname getlogin getlogin_r getpwnam getpwuid getpwent getspnam getspent
    getgrnam getgrgid getgrent getgrouplist user_from_uid group_from_gid getenv secure_getenv setenv putenv unsetenv
    clearenv environ sysinfo sysconf confstr getrusage getrlimit setrlimit prlimit getloadavg get_nprocs time
    gettimeofday clock_gettime clock_getres clock nanosleep clock_nanosleep sleep usleep alarm setitimer timer_create
    timer_settime timerfd_create localtime gmtime mktime strftime ctime asctime difftime tzset isatty ttyname ptsname
    openpty posix_openpt grantpt unlockpt tcgetattr tcsetattr tcflow tcflush tcdrain tcsendbreak cfsetispeed
    cfsetospeed cfgetospeed getopt getopt_long getopt_long_only dlclose dlerror dladdr dl_iterate_phdr
    getauxval libc_start_main libc_init uClibc_main gmon_start__ fdelt cxa_atexit cxa_finalize stack_chk_fail stack_chk_guard
    errno_location errno error strerror perror err errx warn warnx assert assert_fail setjmp sigsetjmp longjmp
    siglongjmp sigemptyset sigfillset sigaddset sigdelset sigismember sigsuspend sigpending sigaltstack sigwait pause
    sem_open sem_init sem_wait sem_post semget semop msgget msgsnd msgrcv mq_open rand random srand srandom rand_r arc4random
    arc4random_buf arc4random_uniform
    drand48 lrand48 qsort bsearch setlocale localeconv nl_langinfo newlocale uselocale gettext dgettext dcgettext
    ngettext dcngettext textdomain bindtextdomain endpwent setpwent endgrent setgrent getdtablesize getutent getutxent
    backtrace backtrace_symbols ctermid cuserid fmode commode iob acrt_iob_func argc argv
    wargv initenv winitenv register_frame_info deregister_frame_info ITM_registerTMCloneTable
    ITM_deregisterTMCloneTable Jv_RegisterClasses`,
  string: `
    strcpy strcat sprintf vsprintf gets_s stpcpy strncpy strncat strlcpy strlcat snprintf vsnprintf asprintf vasprintf
    scanf sscanf fscanf vsscanf swscanf printf fprintf vprintf vfprintf dprintf puts putchar wprintf fwprintf swprintf
    vswprintf strlen strnlen strcmp strncmp strcasecmp strncasecmp strcoll strxfrm strchr strrchr strchrnul strstr
    strcasestr strpbrk strspn strcspn strtok strsep strdup strndup strsignal strrev strmode memcpy memmove mempcpy
    memccpy memset memcmp memchr memrchr memmem rawmemchr bcopy bzero explicit_bzero bcmp index rindex ffs swab atoi
    atol atoll atof strtol strtoul strtoll strtoull strtod strtof strtold strtoimax strtoumax isalnum isalpha isascii
    isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper isxdigit tolower toupper toascii iswalnum
    iswalpha iswcntrl iswctype iswdigit iswlower iswprint iswpunct iswspace iswupper iswxdigit towlower towupper
    ctype_b_loc ctype_tolower_loc ctype_toupper_loc ctype_get_mb_cur_max maskrune DefaultRuneLocale wcslen wcscpy
    wcsncpy wcscat wcsncat wcscmp wcsncmp wcschr wcsrchr wcsstr wcsspn wcscspn wcstok wcstol wcstoul wcstod wcscoll
    wcsdup wcswidth wcwidth wcscasecmp wmemcpy wmemset wmemchr wmemcmp mbrtowc mbtowc mbstowcs mbsrtowcs mbsnrtowcs
    mbrlen mblen mbsinit wcrtomb wctomb wcstombs wcsrtombs wctob btowc wctype iconv iconv_open iconv_close regcomp
    regexec regfree regerror fnmatch fnsplit l64a a64l humanize_number wordexp`,
};
