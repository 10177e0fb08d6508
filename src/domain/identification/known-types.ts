/** One kind of file by the media types that libmagic and the world have for it. */
export interface KnownType {
  /** Short, ours, and never changed. */
  readonly label: string;
  readonly mimeTypes: readonly string[];
  /** Those that say this kind and no other, without dot. */
  readonly extensions: readonly string[];
  /** Kinds whose extensions are fine for it too: an Office document is a ZIP archive. */
  readonly also?: readonly string[];
  /** Not every such file can be told by its bytes: unknown content under its extension means nothing. */
  readonly isElusive?: true;
}

const type = (label: string, mimeTypes: string, extensions: string, more: Partial<KnownType> = {}): KnownType => ({
  label,
  mimeTypes: mimeTypes.split(' '),
  extensions: extensions === '' ? [] : extensions.split(' '),
  ...more,
});

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';
const IN_ZIP = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'epub', 'jar', 'apk', 'xpi'];
const IN_OLE = ['doc', 'xls', 'ppt', 'msi'];

/** Kinds that people name by an extension, each once; an extension is that of one kind only. */
export const KNOWN_TYPES: readonly KnownType[] = [
  type('elf', 'application/x-executable application/x-pie-executable application/x-sharedlib', 'so elf ko', {
    also: ['object', 'archive'],
  }),
  type('object', 'application/x-object', 'o obj', { also: ['elf'], isElusive: true }),
  type('coredump', 'application/x-coredump', ''),
  type(
    'pe',
    'application/vnd.microsoft.portable-executable application/x-dosexec',
    'exe dll sys ocx scr cpl drv efi mui com',
    { isElusive: true },
  ),
  type('macho', 'application/x-mach-binary', 'dylib bundle kext', { also: ['object', 'elf'] }),
  type('archive', 'application/x-archive', 'a lib', { also: ['deb'], isElusive: true }),
  type('deb', 'application/vnd.debian.binary-package', 'deb udeb'),
  type('rpm', 'application/x-rpm', 'rpm'),
  type('zip', 'application/zip application/x-zip-compressed', 'zip', { also: IN_ZIP }),
  type('jar', 'application/java-archive application/x-java-archive', 'jar war ear', { also: ['zip', 'apk'] }),
  type('apk', 'application/vnd.android.package-archive', 'apk', { also: ['zip', 'jar'] }),
  type('xpi', 'application/x-xpinstall', 'xpi', { also: ['zip'] }),
  type('docx', `${OFFICE}.wordprocessingml.document`, 'docx docm dotx', { also: ['zip'] }),
  type('xlsx', `${OFFICE}.spreadsheetml.sheet`, 'xlsx xlsm', { also: ['zip'] }),
  type('pptx', `${OFFICE}.presentationml.presentation`, 'pptx pptm', { also: ['zip'] }),
  type('odt', `${OPEN_DOCUMENT}.text`, 'odt', { also: ['zip'] }),
  type('ods', `${OPEN_DOCUMENT}.spreadsheet`, 'ods', { also: ['zip'] }),
  type('odp', `${OPEN_DOCUMENT}.presentation`, 'odp', { also: ['zip'] }),
  type('epub', 'application/epub+zip', 'epub', { also: ['zip'] }),
  type('ole', 'application/CDFV2 application/x-ole-storage', '', { also: IN_OLE }),
  type('doc', 'application/msword', 'doc dot', { also: ['ole', 'rtf'] }),
  type('xls', 'application/vnd.ms-excel', 'xls', { also: ['ole'] }),
  type('ppt', 'application/vnd.ms-powerpoint', 'ppt', { also: ['ole'] }),
  type('msi', 'application/x-msi application/vnd.ms-msi', 'msi', { also: ['ole'] }),
  type('gzip', 'application/gzip application/x-gzip', 'gz tgz'),
  type('bzip2', 'application/x-bzip2 application/bzip2', 'bz2 tbz2'),
  type('xz', 'application/x-xz', 'xz txz'),
  type('zstd', 'application/zstd', 'zst tzst'),
  type('7z', 'application/x-7z-compressed', '7z'),
  type('rar', 'application/x-rar application/vnd.rar', 'rar'),
  type('cab', 'application/vnd.ms-cab-compressed', 'cab'),
  type('tar', 'application/x-tar', 'tar', { isElusive: true }),
  type('iso', 'application/x-iso9660-image', 'iso'),
  type('pdf', 'application/pdf', 'pdf'),
  type('postscript', 'application/postscript', 'ps eps'),
  type('rtf', 'text/rtf application/rtf', 'rtf', { also: ['doc'] }),
  type('png', 'image/png image/apng', 'png apng'),
  type('jpeg', 'image/jpeg', 'jpg jpeg jpe'),
  type('gif', 'image/gif', 'gif'),
  type('bmp', 'image/bmp image/x-ms-bmp', 'bmp'),
  type('tiff', 'image/tiff', 'tif tiff'),
  type('webp', 'image/webp', 'webp'),
  type('icon', 'image/vnd.microsoft.icon image/x-icon', 'ico'),
  type('svg', 'image/svg+xml', 'svg', { also: ['text', 'xml'] }),
  type('mp3', 'audio/mpeg', 'mp3', { isElusive: true }),
  type('wav', 'audio/x-wav audio/wav', 'wav'),
  type('flac', 'audio/flac audio/x-flac', 'flac'),
  type('ogg', 'audio/ogg video/ogg application/ogg', 'ogg oga ogv'),
  type('mp4', 'video/mp4 video/quicktime audio/x-m4a video/x-m4v', 'mp4 m4a m4v mov'),
  type('avi', 'video/x-msvideo', 'avi'),
  type('webm', 'video/webm video/x-matroska', 'webm mkv'),
  type('sqlite', 'application/vnd.sqlite3 application/x-sqlite3', 'sqlite sqlite3'),
  type('class', 'application/x-java-applet application/java-vm', 'class'),
  type('wasm', 'application/wasm', 'wasm'),
  type('shortcut', 'application/x-ms-shortcut', 'lnk'),
  type('python-bytecode', 'application/x-bytecode.python', 'pyc'),
  type('xml', 'text/xml application/xml', 'xml xsl xsd', { also: ['svg', 'text', 'html'] }),
  type('html', 'text/html', 'html htm xhtml', { also: ['text', 'xml'] }),
  type('json', 'application/json application/x-ndjson', 'json', { also: ['text', 'script'] }),
  type('script', 'application/javascript text/javascript', 'js mjs', { also: ['text', 'json'] }),
  type('text', 'text/plain', 'txt md csv log ini cfg conf py sh pl rb c h cpp hpp java rs go ts css bat ps1 vbs', {
    also: ['html', 'xml', 'json', 'script', 'svg', 'rtf', 'postscript'],
    isElusive: true,
  }),
  type('empty', 'inode/x-empty application/x-empty', '', { isElusive: true }),
  type('data', 'application/octet-stream', '', { isElusive: true }),
];

const BY_MIME_TYPE = new Map(KNOWN_TYPES.flatMap((known) => known.mimeTypes.map((mime) => [mime, known] as const)));
const BY_LABEL = new Map(KNOWN_TYPES.map((known) => [known.label, known] as const));
const BY_EXTENSION = new Map(KNOWN_TYPES.flatMap((known) => known.extensions.map((name) => [name, known] as const)));

/** Text of any kind counts as text where its own kind is not known. */
export function knownTypeOf(mimeType: string): KnownType | undefined {
  return BY_MIME_TYPE.get(mimeType) ?? (mimeType.startsWith('text/') ? BY_MIME_TYPE.get('text/plain') : undefined);
}

export function typeOfExtension(extension: string): KnownType | undefined {
  return BY_EXTENSION.get(extension);
}

export function typeOfLabel(label: string): KnownType | undefined {
  return BY_LABEL.get(label);
}
