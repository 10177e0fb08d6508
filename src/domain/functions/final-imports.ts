/**
 * Imports that do not return to who calls them, whatever they are given. Source: their manuals, and attributes in the headers of
 * glibc, musl, libstdc++, Darwin and the Windows SDK.
 */
const FINAL: ReadonlySet<string> = new Set([
  // C: the process, the thread or the frame ends
  ...[
    'exit',
    '_exit',
    '_Exit',
    'quick_exit',
    'abort',
    'pthread_exit',
    'thrd_exit',
    'longjmp',
    '_longjmp',
    'siglongjmp',
  ],
  ...[
    '__longjmp_chk',
    '__assert_fail',
    '__assert_perror_fail',
    '__assert',
    '__assert13',
    '__assert_rtn',
    '__assert_func',
  ],
  ...['__stack_chk_fail', '__chk_fail', '__fortify_fail', '__stack_smash_handler', '__libc_fatal', '__libc_start_main'],
  ...['err', 'errx', 'verr', 'verrx', 'errc', 'svc_run', '_dl_signal_error', '__cxa_bad_cast', '__cxa_bad_typeid'],
  // C++
  ...[
    '__cxa_throw',
    '__cxa_rethrow',
    '__cxa_call_unexpected',
    '__cxa_call_terminate',
    '__cxa_throw_bad_array_new_length',
  ],
  ...['__cxa_pure_virtual', '__cxa_deleted_virtual', '_Unwind_Resume', '_ZSt9terminatev', '_ZSt10unexpectedv'],
  ...['__clang_call_terminate', '_CxxThrowException', '?terminate@@YAXXZ', 'terminate'],
  // Objective-C
  ...['objc_exception_throw', 'objc_exception_rethrow', 'objc_terminate'],
  // Windows
  ...['ExitProcess', 'ExitThread', 'FreeLibraryAndExitThread', 'FatalExit', 'FatalAppExitA', 'FatalAppExitW'],
  ...['RaiseFailFastException', 'RtlExitUserThread', 'RtlExitUserProcess', '_amsg_exit', '__report_gsfailure'],
  ...['_invoke_watson', '_invalid_parameter_noinfo_noreturn', '_endthreadex', '_endthread', '__fastfail', '_wassert'],
]);
/** `std::__throw_length_error(char const*)` and its like. */
const THROWS = /^_ZSt(?:\d+|L\d+)__throw_/;

/** @param name as the import table has it; Mach-O's with its underscore. */
export function isFinal(name: string): boolean {
  return FINAL.has(name) || THROWS.test(name) || (name.startsWith('_') && FINAL.has(name.slice(1)));
}

/** What unwinding frames calls: a program that imports one of these has landing pads. Source: the Itanium C++ ABI, Rust, Visual C++. */
const UNWINDERS =
  /^_{0,2}(?:_?Unwind_Resume|gxx_personality_(?:v0|seh0|sj0)|rust_eh_personality|CxxFrameHandler[34]?)$/;

/** @param name as `isFinal`. */
export function unwinds(name: string): boolean {
  return UNWINDERS.test(name.replace(/^_(?=__)/, ''));
}
