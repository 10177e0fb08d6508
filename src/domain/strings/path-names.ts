const LONGEST_PATH = 520;

const EXTENSIONS: ReadonlySet<string> = new Set(
  `exe dll sys ocx drv scr cpl efi msi msp cab lnk pif bat cmd vbs vbe js jse wsf wsh hta ps1 psm1 psd1 jar class war apk dex
   so dylib o a lib obj ko bin elf out c h cc cpp cxx hpp hh hxx m mm s asm inc rs go py pyc pyd pyo pl pm rb sh bash zsh csh ksh tcl lua php asp
   aspx jsp java kt cs vb fs pas dpr nim zig d f f90 y l in am ac m4 mk cmake txt text log md rst html htm xhtml xml xsl xsd css json yaml yml toml ini
   cfg conf config cnf inf reg dat data db sqlite sqlite3 mdb csv tsv tmp temp bak old swp lock pid sock cache zip gz tgz bz2 xz
   lzma zst 7z rar tar iso img vhd vmdk doc docx xls xlsx ppt pptx rtf pdf ps eps odt png jpg jpeg gif bmp ico svg tif
   tiff webp mp3 mp4 wav ogg avi mov mkv webm flv ttf otf woff pem crt cer der key pfx p12 csr pub asc gpg sig pdb map
   manifest mui nls cat mo po pot res rc def exp ilk pch tlb idl mof plist nib strings xib storyboard
   bundle framework app kext dmg pkg deb rpm service timer desktop theme eh dic`.split(/\s+/),
);

const WINDOWS_PATH =
  /^"?(?:\\\\[?.]\\|\\\\[\w.$%-]{1,64}\\[\w$%]|[A-Za-z]:[\\/](?![\\/])|%\w{1,32}%[\\/]|\.{1,2}\\[\w%.]|\\(?:Device|DosDevices|SystemRoot|\?\?|Windows|Users|Temp|Program Files|BaseNamedObjects|pipe)\b)/i;
const RELATIVE_WINDOWS = /^[\w .$%()-]{1,80}(?:\\[\w .$%(){}+~-]{1,120}){1,16}$/;
const UNIX_PATH = /^(?:~|\$\w{1,32}|\$\{\w{1,32}\}|\.{1,2})?(?:\/[\w.+@%,=~:*?$#{}[\]-]{1,200}){1,32}\/?$/;
const UNIX_RELATIVE = /^[\w.+@-]{1,120}(?:\/[\w.+@%-]{1,120}){1,32}$/;
const ROOTS =
  /^\/(?:bin|boot|dev|etc|home|lib|lib32|lib64|media|mnt|opt|private|proc|root|run|sbin|srv|sys|tmp|usr|var|Applications|Library|System|Users|Volumes|data|sdcard|system|cygdrive|nix|snap)(?:\/|$)/;
const FILE_NAME = /^[\w.+@~$%()[\]{} -]{0,120}[\w)\]}%]$/;
const LIBRARY = /\.so(?:\.\d{1,4}){0,4}$/;

/** An absolute or relative path, or the name of a file with an extension that files have. */
export function isFilePath(text: string): boolean {
  if (text.length > LONGEST_PATH || text.length < 3) return false;
  if (text.includes('\\')) {
    if (WINDOWS_PATH.test(text)) return /[A-Za-z]{2}|%/.test(text.slice(2));
    // No name of Windows ends with a space; a backslash before one letter is what C has for a character.
    return RELATIVE_WINDOWS.test(text) && /[A-Za-z]{3}/.test(text) && !/ \\|\\[nrtx0]\b/.test(text);
  }
  if (text.includes('/')) return isUnixPath(text) || /^[A-Za-z]:\/[\w.]{2}/.test(text);
  return !text.includes('  ') && text.length <= 128 && FILE_NAME.test(text) && isFileName(text);
}

function isUnixPath(text: string): boolean {
  if (UNIX_PATH.test(text)) {
    if (ROOTS.test(text)) return true;
    const isDeep = text.indexOf('/', text.indexOf('/') + 1) > 0;
    return /[A-Za-z]{2}/.test(text) && (isDeep || /^[~.$]/.test(text) || hasFileExtension(text));
  }
  return UNIX_RELATIVE.test(text) && (hasFileExtension(text) || LIBRARY.test(text)) && /[A-Za-z]{2}/.test(text);
}

function isFileName(text: string): boolean {
  const stem = text.slice(0, Math.max(text.lastIndexOf('.'), 0));
  if (/^(?:com|org|net|io|edu)\.\w/.test(text)) return false;
  if (LIBRARY.test(text)) return /^[\w.+-]{2,}$/.test(text);
  return hasFileExtension(text) && /^[\w@.+~$%()[\]{} -]+$/.test(stem) && !/\s$/.test(stem) && !/^\s/.test(stem);
}

/** The part behind the last dot is what files end in; one letter counts for a short lower-case name only. */
export function hasFileExtension(text: string): boolean {
  const dot = text.lastIndexOf('.');
  const extension = text.slice(dot + 1);
  if (dot < 1 || extension.length > 10 || !EXTENSIONS.has(extension.toLowerCase())) return false;
  return extension.length > 1 || (/^[\w./+-]+$/.test(text) && extension === extension.toLowerCase());
}

const REGISTRY =
  /^"?(?:\\\\?)?(?:(?:HKEY_(?:LOCAL_MACHINE|CURRENT_USER|CLASSES_ROOT|USERS|CURRENT_CONFIG|PERFORMANCE_DATA)|HK(?:LM|CU|CR|U|CC))(?:$|[\\:"])|\\?REGISTRY\\(?:MACHINE|USER)\b|(?:SOFTWARE|SYSTEM)\\(?:Microsoft|Policies|Classes|Wow6432Node|CurrentControlSet|ControlSet\d{3}|Borland|CodeGear|Embarcadero|Clients|ODBC|Mozilla|Google|Cygwin|Cygnus Solutions|Adobe|JavaSoft|Python|\w{2,40}\\)|(?:Control Panel|AppEvents|Environment)\\\w)/i;

export function isRegistryPath(text: string): boolean {
  return text.length <= LONGEST_PATH && REGISTRY.test(text);
}
