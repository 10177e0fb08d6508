import type { ImportNames } from './import-names';

/** macOS and iOS frameworks and system calls beside POSIX, without the leading underscore. The most telling first. */
export const MACOS_IMPORTS: ImportNames = {
  network: `
    NSURLConnection NSURLSession NSURLRequest NSMutableURLRequest NSURLSessionConfiguration CFURLConnectionCreate
    CFHTTPMessageCreateRequest CFReadStreamCreateForHTTPRequest CFStreamCreatePairWithSocketToHost CFSocketCreate
    CFSocketConnectToAddress CFSocketCreateWithNative CFHostCreateWithName CFHostStartInfoResolution
    CFNetworkCopySystemProxySettings SCNetworkReachabilityCreateWithName SCNetworkReachabilityGetFlags
    SCDynamicStoreCreate SCDynamicStoreCopyProxies nw_connection_create nw_connection_start nw_listener_create
    NSStream NSHost NSURLDownload NSNetService DNSServiceBrowse DNSServiceRegister CNCopyCurrentNetworkInfo
    WKWebView UIWebView`,
  process: `
    task_for_pid mach_vm_write vm_write thread_create_running thread_create thread_set_state mach_vm_read vm_read
    mach_vm_read_overwrite task_threads AuthorizationExecuteWithPrivileges AuthorizationCreate
    AuthorizationCopyRights NSTask NSAppleScript OSAKit LSOpenCFURLRef LSOpenApplication LSLaunchURL SMJobBless
    SMLoginItemSetEnabled SMJobSubmit LSSharedFileListInsertItemURL launch_msg xpc_connection_create
    xpc_connection_create_mach_service proc_listpids proc_listallpids proc_pidinfo proc_pidpath proc_name
    sandbox_init sandbox_check pthread_create_suspended_np NSThread NSRunningApplication NSWorkspace NSOperationQueue
    task_info task_suspend task_terminate thread_suspend thread_terminate mach_task_self mach_task_self_
    dispatch_async dispatch_queue_create`,
  registry: `
    CFPreferencesSetValue CFPreferencesSetAppValue CFPreferencesSynchronize CFPreferencesAppSynchronize
    CFPreferencesCopyValue CFPreferencesCopyAppValue NSUserDefaults`,
  crypto: `
    SecKeychainFindGenericPassword SecKeychainFindInternetPassword SecItemCopyMatching SecItemAdd SecItemUpdate
    SecItemDelete SecKeychainUnlock SecKeychainItemCopyContent SecKeychainItemExport CCCrypt CCCryptorCreate
    CCCryptorUpdate CCCryptorFinal CCHmac CCKeyDerivationPBKDF CC_MD5 CC_SHA1 CC_SHA256 CC_SHA512 SecKeyEncrypt
    SecKeyDecrypt SecKeyCreateSignature SecRandomCopyBytes SecTrustEvaluate SecTrustSetExceptions
    SSLHandshake SSLRead SSLWrite SSLCreateContext`,
  memory: `
    mach_vm_protect vm_protect mach_vm_allocate vm_allocate mach_vm_remap vm_remap mach_vm_region vm_region
    mach_vm_map mach_vm_deallocate vm_deallocate malloc_zone_malloc malloc_zone_free malloc_default_zone malloc_size
    OSMalloc IOMalloc kalloc`,
  file: `
    FSDeleteObject FSMoveObject FSCopyObjectSync removefile copyfile fcopyfile exchangedata chflags fchflags lchflags
    setattrlist getattrlist NSFileManager NSFileHandle FSEventStreamCreate FSEventStreamStart FSPathMakeRef
    FSOpenFork FSWriteFork FSReadFork getdirentries getdirentriesattr searchfs getfsstat getmntinfo CFURLCreateWithFileSystemPath
    CFWriteStreamCreateWithFile CFReadStreamCreateWithFile NSSearchPathForDirectoriesInDomains NSTemporaryDirectory
    NSHomeDirectory fflagstostr getbsize mbr_uuid_to_id`,
  ui: `
    CGEventTapCreate CGEventTapEnable CGEventPost CGEventCreateKeyboardEvent CGWindowListCopyWindowInfo
    CGWindowListCreateImage CGDisplayCreateImage AXUIElementCreateApplication AXIsProcessTrusted
    AXIsProcessTrustedWithOptions IOHIDManagerCreate NSPasteboard UIPasteboard NSEvent AVCaptureSession
    AVCaptureDevice CFUserNotificationDisplayAlert NSApplicationMain UIApplicationMain NSApplication UIApplication
    NSAlert NSWindow NSView NSViewController NSStatusBar NSMenu NSImage NSScreen NSRunAlertPanel InstallEventHandler
    RegisterEventHotKey NSBeep`,
  system: `
    NSCreateObjectFileImageFromMemory NSLinkModule NSLookupSymbolInModule NSAddImage dyld_register_func_for_add_image
    kextload OSKextLoad IOServiceGetMatchingService IOServiceGetMatchingServices IORegistryEntryCreateCFProperty
    IOServiceOpen IOConnectCallMethod IOServiceMatching host_statistics host_info mach_absolute_time mach_timebase_info
    dyld_get_image_name dyld_get_image_header dyld_image_count NSGetExecutablePath csops
    bootstrap_look_up bootstrap_register mach_msg mach_port_allocate mach_port_insert_right NSProcessInfo NSBundle
    NSClassFromString NSSelectorFromString objc_getClass objc_msgSend sel_registerName class_replaceMethod
    method_exchangeImplementations method_setImplementation CFBundleGetMainBundle CFRunLoopRun NSLog asl_log
    os_log_create notify_post NSNotificationCenter NSDistributedNotificationCenter IONotificationPortCreate
    compat_mode NSBlock NSConcreteStackBlock NSConcreteGlobalBlock dispatch_once dispatch_main dyld_stub_binder`,
  string: `
    NSString NSMutableString CFStringCreateWithCString CFStringGetCString CFStringCompare CFStringCreateWithFormat
    CFStringAppend CFStringGetLength CFStringCreateCopy CFStringCreateWithBytes NSAttributedString NSRegularExpression`,
};
