import type { ImportNames } from './import-names';

/** Windows API functions without the A or W of their two character sets; `Nt…` stands for `Zw…` too. The most telling first. */
export const WINDOWS_IMPORTS: ImportNames = {
  network: `
    connect send recv WSAConnect WSASend WSARecv WSASocket InternetOpenUrl HttpSendRequest HttpSendRequestEx
    URLDownloadToFile URLDownloadToCacheFile URLOpenBlockingStream WinHttpSendRequest WinHttpConnect InternetConnect
    InternetReadFile InternetReadFileEx WinHttpReadData FtpPutFile FtpGetFile FtpOpenFile InternetOpen WinHttpOpen
    WinHttpOpenRequest HttpOpenRequest HttpAddRequestHeaders HttpQueryInfo InternetWriteFile bind listen accept
    AcceptEx ConnectEx WSAAccept WSAIoctl socket sendto recvfrom WSASendTo WSARecvFrom TransmitFile WSAStartup
    getaddrinfo GetAddrInfo GetAddrInfoEx gethostbyname DnsQuery DnsQueryEx InternetCrackUrl InternetSetOption
    NetShareEnum NetServerEnum NetUserEnum NetUserAdd NetLocalGroupAddMembers NetUserGetInfo NetWkstaGetInfo
    WNetAddConnection2 WNetOpenEnum WNetEnumResource GetAdaptersInfo GetAdaptersAddresses GetExtendedTcpTable
    GetTcpTable GetIpNetTable IcmpSendEcho IcmpCreateFile SendARP InternetGetConnectedState
    ConnectNamedPipe HttpEndRequest InternetCloseHandle WinHttpCloseHandle WSACleanup closesocket`,
  process: `
    CreateRemoteThread CreateRemoteThreadEx NtCreateThreadEx RtlCreateUserThread WriteProcessMemory
    NtWriteVirtualMemory QueueUserAPC NtQueueApcThread SetThreadContext NtSetContextThread SetWindowsHookEx
    ShellExecute ShellExecuteEx WinExec CreateProcess CreateProcessAsUser CreateProcessWithLogon
    CreateProcessWithToken NtCreateUserProcess NtCreateProcess NtCreateProcessEx OpenProcess NtOpenProcess
    ReadProcessMemory NtReadVirtualMemory TerminateProcess NtTerminateProcess AdjustTokenPrivileges
    ImpersonateLoggedOnUser DuplicateTokenEx SetThreadToken LogonUser OpenProcessToken OpenThreadToken
    LookupPrivilegeValue DebugActiveProcess NtSuspendProcess SuspendThread NtSuspendThread ResumeThread
    NtResumeThread GetThreadContext CreateToolhelp32Snapshot Process32First Process32Next Module32First Module32Next
    Thread32First Thread32Next EnumProcesses EnumProcessModules GetModuleBaseName GetModuleFileNameEx
    NtQueryInformationProcess NtSetInformationProcess NtSetInformationThread OpenThread NtOpenThread
    CreateService OpenSCManager StartService ControlService DeleteService ChangeServiceConfig OpenService
    StartServiceCtrlDispatcher RegisterServiceCtrlHandler SetServiceStatus QueryServiceStatus EnumServicesStatus
    CheckRemoteDebuggerPresent IsDebuggerPresent CreateJobObject AssignProcessToJobObject CreateThread
    QueueUserWorkItem CreateThreadpoolWork CreateFiber ConvertThreadToFiber SwitchToFiber CreatePipe CreateNamedPipe
    PeekNamedPipe CreateProcessInternal NtOpenProcessToken NtOpenThreadToken NtQueryInformationToken
    GetTokenInformation GetExitCodeProcess GetProcessId GetProcessIdOfThread GetThreadId SetPriorityClass
    SetThreadPriority TerminateThread ExitProcess ExitThread GetCurrentProcess GetCurrentProcessId GetCurrentThread
    GetCurrentThreadId WaitForSingleObject WaitForMultipleObjects beginthread beginthreadex endthreadex cwait
    spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe`,
  registry: `
    RegSetValueEx RegSetValue RegSetKeyValue RegCreateKeyEx RegCreateKey NtSetValueKey NtCreateKey RegDeleteKeyEx
    RegDeleteKey RegDeleteValue RegDeleteTree RegLoadKey RegSaveKey RegSaveKeyEx RegRestoreKey RegReplaceKey
    RegConnectRegistry RegNotifyChangeKeyValue RegQueryValueEx RegQueryValue RegGetValue RegOpenKeyEx RegOpenKey
    NtOpenKey NtQueryValueKey NtDeleteKey NtDeleteValueKey RegEnumKeyEx RegEnumKey RegEnumValue RegQueryInfoKey
    SHSetValue SHGetValue SHDeleteKey SHDeleteValue SHRegGetValue SHRegSetValue RegOpenCurrentUser RegFlushKey
    RegCloseKey`,
  crypto: `
    CryptEncrypt CryptDecrypt BCryptEncrypt BCryptDecrypt CryptProtectData CryptUnprotectData CryptGenKey CryptDeriveKey
    CryptImportKey CryptExportKey BCryptGenerateSymmetricKey BCryptImportKeyPair CryptHashData CryptCreateHash
    CryptGenRandom BCryptGenRandom RtlGenRandom SystemFunction036 SystemFunction032 SystemFunction033 CryptSignHash
    CryptVerifySignature CryptAcquireContext BCryptOpenAlgorithmProvider CryptStringToBinary CryptBinaryToString
    PFXImportCertStore WinVerifyTrust EncryptMessage DecryptMessage EncryptFile DecryptFile RtlEncryptMemory
    RtlDecryptMemory`,
  memory: `
    VirtualAllocEx VirtualProtectEx NtAllocateVirtualMemory NtProtectVirtualMemory NtMapViewOfSection
    NtUnmapViewOfSection VirtualProtect VirtualAlloc VirtualAlloc2 VirtualAllocExNuma MapViewOfFile MapViewOfFileEx
    MapViewOfFile2 MapViewOfFile3 NtCreateSection NtOpenSection CreateFileMapping OpenFileMapping VirtualQueryEx
    NtQueryVirtualMemory VirtualQuery VirtualLock FlushInstructionCache VirtualFreeEx VirtualFree NtFreeVirtualMemory
    UnmapViewOfFile FlushViewOfFile HeapCreate HeapAlloc HeapReAlloc HeapSize HeapWalk HeapFree HeapDestroy
    HeapSetInformation GetProcessHeap GetProcessHeaps RtlCreateHeap RtlAllocateHeap RtlReAllocateHeap RtlFreeHeap
    GlobalAlloc GlobalReAlloc GlobalLock GlobalUnlock GlobalSize GlobalFree LocalAlloc LocalReAlloc LocalLock
    LocalUnlock LocalFree CoTaskMemAlloc CoTaskMemRealloc CoTaskMemFree SysAllocString SysFreeString
    ExAllocatePool ExAllocatePoolWithTag ExFreePool ExFreePoolWithTag MmMapIoSpace MmGetSystemRoutineAddress
    MmMapLockedPages RtlMoveMemory RtlZeroMemory RtlFillMemory GlobalMemoryStatus GlobalMemoryStatusEx msize expand
    aligned_malloc aligned_free recalloc`,
  file: `
    DeleteFile MoveFile MoveFileEx CopyFile CopyFileEx WriteFile CreateFile NtCreateFile NtWriteFile NtDeleteFile
    ReplaceFile WriteFileEx ReadFile ReadFileEx NtReadFile NtOpenFile OpenFile DeviceIoControl NtFsControlFile
    NtDeviceIoControlFile FindFirstFile FindFirstFileEx FindNextFile SetFileAttributes RemoveDirectory CreateDirectory
    CreateDirectoryEx CreateHardLink CreateSymbolicLink SHFileOperation SetFileTime SetEndOfFile GetTempPath
    GetTempFileName FindFirstChangeNotification ReadDirectoryChanges FindFirstStreamW GetLogicalDrives
    GetLogicalDriveStrings GetDriveType GetDiskFreeSpace GetDiskFreeSpaceEx GetVolumeInformation FindFirstVolume
    FindNextVolume SetVolumeLabel DefineDosDevice QueryDosDevice SHGetFolderPath SHGetSpecialFolderPath
    SHGetKnownFolderPath lopen lcreat lwrite lread LockFile LockFileEx UnlockFile NtQueryDirectoryFile
    NtSetInformationFile NtQueryInformationFile SetFileInformationByHandle GetFileInformationByHandle
    SetFileSecurity GetFileSecurity GetFileAttributes GetFileAttributesEx GetFileSize GetFileSizeEx GetFileTime
    GetFileType SetFilePointer SetFilePointerEx FlushFileBuffers GetFullPathName GetLongPathName GetShortPathName
    GetFinalPathNameByHandle GetCurrentDirectory SetCurrentDirectory SearchPath PathFileExists PathAppend PathCombine
    PathFindFileName PathRemoveFileSpec FindClose WritePrivateProfileString GetPrivateProfileString
    RtlDosPathNameToNtPathName_U open_osfhandle get_osfhandle findfirst findnext findclose setmode tell sopen`,
  ui: `
    GetAsyncKeyState GetKeyState GetKeyboardState RegisterRawInputDevices GetRawInputData SendInput keybd_event
    mouse_event BitBlt StretchBlt GetDC GetDCEx GetWindowDC CreateCompatibleBitmap GetClipboardData SetClipboardData
    OpenClipboard EmptyClipboard GetForegroundWindow SetForegroundWindow GetWindowText FindWindow FindWindowEx
    EnumWindows EnumChildWindows BlockInput RegisterHotKey AttachThreadInput CallNextHookEx UnhookWindowsHookEx
    SystemParametersInfo MessageBox MessageBoxEx DialogBoxParam CreateDialogParam CreateWindow CreateWindowEx
    RegisterClass RegisterClassEx ShowWindow SetWindowText SetWindowLong SetWindowLongPtr GetWindowLong
    GetWindowLongPtr GetMessage PeekMessage DispatchMessage TranslateMessage SendMessage PostMessage PostQuitMessage
    PostThreadMessage DefWindowProc DestroyWindow MoveWindow SetWindowPos GetWindowRect GetClientRect UpdateWindow
    InvalidateRect BeginPaint EndPaint ReleaseDC LoadIcon LoadCursor LoadImage LoadBitmap LoadMenu LoadString
    SetCursor SetCursorPos GetCursorPos SetTimer KillTimer EnableWindow GetDlgItem SetDlgItemText GetDlgItemText
    EndDialog TrackPopupMenu CreatePopupMenu AppendMenu GetOpenFileName GetSaveFileName ChooseColor ChooseFont
    TextOut DrawText CreateFont CreateFontIndirect SelectObject DeleteObject DeleteDC CreateCompatibleDC GetStockObject
    CreateSolidBrush Shell_NotifyIcon InitCommonControls InitCommonControlsEx GetSystemMetrics GetDesktopWindow
    IsWindowVisible GetClassName GetWindowThreadProcessId CharUpper CharLower wsprintf`,
  system: `
    LoadLibrary LoadLibraryEx LdrLoadDll GetProcAddress LdrGetProcedureAddress NtLoadDriver NtSetSystemInformation
    ExitWindowsEx InitiateSystemShutdown InitiateSystemShutdownEx NtShutdownSystem NtRaiseHardError LockWorkStation
    NtQuerySystemInformation NtSystemDebugControl OutputDebugString GetComputerName GetComputerNameEx GetUserName
    GetUserNameEx GetVersion GetVersionEx RtlGetVersion VerifyVersionInfo GetSystemInfo GetNativeSystemInfo
    IsWow64Process Wow64DisableWow64FsRedirection GetTickCount GetTickCount64 QueryPerformanceCounter NtDelayExecution
    Sleep SleepEx SetUnhandledExceptionFilter AddVectoredExceptionHandler UnhandledExceptionFilter RaiseException
    CreateMutex OpenMutex CreateMutexEx CreateEvent OpenEvent CreateSemaphore SetSystemTime SetLocalTime
    ClearEventLog OpenEventLog ReportEvent EvtClearLog CoCreateInstance CoCreateInstanceEx CoInitialize
    CoInitializeEx CoGetObject OleInitialize CLSIDFromProgID GetModuleHandle GetModuleHandleEx GetModuleFileName
    FreeLibrary FindResource FindResourceEx LoadResource LockResource SizeofResource UpdateResource
    BeginUpdateResource EndUpdateResource EnumResourceNames GetEnvironmentVariable SetEnvironmentVariable
    ExpandEnvironmentStrings GetEnvironmentStrings GetSystemDirectory GetWindowsDirectory GetStartupInfo
    GetCommandLine CommandLineToArgv GetSystemTime GetLocalTime GetSystemTimeAsFileTime GetTimeZoneInformation
    QueryPerformanceFrequency GetSystemDefaultLangID GetUserDefaultLangID GetUserDefaultLCID GetLocaleInfo
    GetKeyboardLayout SetErrorMode GetLastError SetLastError CloseHandle NtClose DuplicateHandle
    EnterCriticalSection LeaveCriticalSection InitializeCriticalSection InitializeCriticalSectionAndSpinCount
    DeleteCriticalSection SetEvent ResetEvent ReleaseMutex ReleaseSemaphore TlsAlloc TlsFree TlsGetValue TlsSetValue
    FlsAlloc GetStdHandle SetStdHandle AllocConsole FreeConsole GetConsoleMode SetConsoleMode WriteConsole
    ReadConsole GetConsoleOutputCP SetConsoleTitle SetConsoleCtrlHandler IsProcessorFeaturePresent
    CreateWaitableTimer RtlUnwind RtlUnwindEx RtlLookupFunctionEntry RtlVirtualUnwind RtlCaptureContext
    InitiateShutdown SetupDiGetClassDevs NetScheduleJobAdd FormatMessage EncodePointer DecodePointer
    initterm amsg_exit XcptFilter getmainargs wgetmainargs set_app_type setusermatherr cexit`,
  string: `
    MultiByteToWideChar WideCharToMultiByte lstrcmp lstrcmpi lstrcpy lstrcpyn lstrcat lstrlen CompareString
    CompareStringEx StrStr StrStrI StrCmpI StrChr StrToInt FoldString LCMapString GetStringType IsCharAlpha
    IsDBCSLeadByte IsDBCSLeadByteEx CharNext CharPrev RtlInitUnicodeString RtlInitAnsiString
    RtlUnicodeStringToAnsiString RtlAnsiStringToUnicodeString wvsprintf ultoa itoa i64toa ltoa wtoi wtol wcslwr wcsupr
    wcsicmp wcsnicmp stricmp strnicmp stricoll strlwr strupr mbscmp mbsstr vsnwprintf snwprintf snprintf_s`,
};
