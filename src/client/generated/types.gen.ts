// @ts-nocheck
// Made by npm run client:generate. Not to be edited.

export type ClientOptions = {
    baseUrl: `${string}://${string}` | (string & {});
};

export type AnalyzeRequest = {
    /**
     * quick: structure only; standard: with code; comprehensive: with all that radare2 finds.
     */
    analysis_depth?: 'quick' | 'standard' | 'comprehensive';
    /**
     * Only these parts, comma-separated or repeated; `not_analysed` names the rest. Empty, or with security: all.
     */
    focus_areas?: Array<'security' | 'functions' | 'strings' | 'imports' | 'exports'>;
    /**
     * Seconds, counted from the start of processing. A service may give less: the most is told by GET /api/v1/formats, and what a job was given in its options.
     */
    timeout_seconds?: number;
    /**
     * 0-10 (10 runs first), normal (0) or high (8).
     */
    priority?: string;
    /**
     * Analyse again although a result is stored.
     */
    force_reanalysis?: boolean;
    /**
     * Off: no findings and no risk score.
     */
    enable_security_scan?: boolean;
    /**
     * JSON text: up to 20 `{"name", "pattern", "severity"}`, looked for in the strings. Patterns of RE2, 200 characters each. For example `[{"name":"beacon","pattern":"https?://[a-z.]+/gate","severity":"high"}]`. One that matches is a finding of that severity, and adds to the risk. Refused where the security scan is off or not in focus.
     */
    custom_patterns?: string;
    /**
     * Seconds to wait for the result before answering 202.
     */
    wait_seconds?: number;
};

export type UploadRequest = {
    /**
     * The name to show, 1-255 characters.
     */
    filename: string;
    /**
     * Bytes; the file must have exactly so many.
     */
    size: number;
    /**
     * SHA-256 of the file, which must have it then.
     */
    sha256?: string;
};

export type ValidateUploadRequest = {
    /**
     * Of the answer to POST /api/v1/upload.
     */
    upload_id: string;
};

export type KeyLimits = {
    /**
     * Submissions in any hour.
     */
    submissions_per_hour?: number;
    /**
     * Submissions in any 10 seconds.
     */
    submissions_burst?: number;
    /**
     * All other requests in any hour.
     */
    reads_per_hour?: number;
    /**
     * All other requests in any 10 seconds.
     */
    reads_burst?: number;
};

export type CreateKeyRequest = {
    /**
     * What the key is for.
     */
    name: string;
    /**
     * Who holds it.
     */
    user_id?: string;
    role: 'admin' | 'user';
    /**
     * Submissions in a calendar month (UTC).
     */
    usage_quota?: number;
    /**
     * Rate limits of its own.
     */
    limits?: KeyLimits;
    /**
     * In the future. Absent: it does not expire.
     */
    expires_at?: string;
};

export type InvalidateCacheRequest = {
    /**
     * Fits tags or the key of a result as a whole; `*` any text, `?` one character.
     */
    pattern?: string;
    /**
     * `engine:…`, `rules:…`, `format:…`, `depth:…`, `sha256:…`.
     */
    tag?: string;
    /**
     * `metadata.engine_version` of the results.
     */
    engine_version?: string;
};

export type CreateWebhookRequest = {
    /**
     * Where messages are sent by POST: https:// at a public address, unless the service allows others.
     */
    url: string;
    /**
     * What it is told of; absent: of everything.
     */
    events?: Array<'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed'>;
    /**
     * What it is for.
     */
    description?: string;
};

export type ChangeWebhookRequest = {
    /**
     * Where messages are sent by POST: https:// at a public address, unless the service allows others.
     */
    url?: string;
    /**
     * What it is told of; absent: of everything.
     */
    events?: Array<'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed'>;
    /**
     * What it is for.
     */
    description?: string;
    /**
     * false: nothing is sent, and what happens meanwhile is not told later. true: enabled again.
     */
    enabled?: boolean;
};

/**
 * A virtual address as `"0x…"`: lower-case, no leading zeros, 64 bits at most. Never a number: those lose bits.
 */
export type Address = string;

export type AnalysisDepth = 'quick' | 'standard' | 'comprehensive';

export type AnalysisDocument = {
    schema_version: '1.0';
    success: true;
    /**
     * 0-1: how complete this account of the file is. It says nothing about harm: that is `risk_score` and the verdict, which can be no surer than the account that they rest on.
     */
    confidence: Share;
    /**
     * What takes from it.
     */
    confidence_reasons: Array<ConfidenceReason>;
    /**
     * Parts that nobody looked at. By choice or for lack of time, they are empty: nothing follows from that about the file.
     */
    not_analysed: Array<NotAnalysed>;
    /**
     * The run, and facts of the file.
     */
    metadata: AnalysisMetadata;
    summary: Summary;
    /**
     * What rules found. Null where no security scan was asked for.
     */
    security_findings: SecurityFindings | null;
    sections: Array<Section>;
    /**
     * What is loaded where.
     */
    segments: Array<Segment>;
    /**
     * That it needs.
     */
    libraries: Array<string>;
    /**
     * Of a PE file; at most 1,000.
     */
    resources: Array<Resource>;
    /**
     * All that are known.
     */
    functions: Array<FunctionInfo>;
    strings: Array<ExtractedString>;
    /**
     * What it takes from others.
     */
    imports: Array<Import>;
    /**
     * What others can take from it.
     */
    exports: Array<Export>;
    /**
     * Pseudo code, at comprehensive depth. Of the functions that tell most, the most telling first.
     */
    decompiled: Array<DecompiledFunction>;
};

export type AnalysisMetadata = {
    /**
     * Also the analysis id.
     */
    job_id: string;
    /**
     * As it was asked for.
     */
    analysis_config: {
        /**
         * How much was looked at.
         */
        analysis_depth: AnalysisDepth;
        /**
         * Lists that were asked for.
         */
        focus_areas: Array<FocusArea>;
        timeout_seconds: Count;
        /**
         * Whether rules were tried.
         */
        enable_security_scan: boolean;
        /**
         * Regular expressions sent with it.
         */
        custom_patterns: Array<string>;
    };
    /**
     * ISO 8601, UTC.
     */
    started_at: string;
    /**
     * ISO 8601, UTC.
     */
    completed_at: string;
    duration_ms: Count;
    /**
     * `fallback`: radare2 failed over the file, and the headers were read without it.
     */
    engine: EngineName;
    /**
     * Why radare2 failed.
     */
    fallback_reason?: string;
    radare2_version: string;
    /**
     * Names the program and the recipes that made this; part of what identifies a result.
     */
    engine_version: string;
    /**
     * Of the rules that findings come from; part of what identifies a result.
     */
    rules_version: string;
    /**
     * What confined it.
     */
    sandbox: ReportedSandbox;
    /**
     * How each went.
     */
    stages: Array<StageReport>;
    /**
     * Lists that a cap cut.
     */
    truncated: Array<Truncation>;
    /**
     * What the file says of itself.
     */
    file: {
        /**
         * PE: MD5 of the imports in their order.
         */
        imphash?: string;
        /**
         * PE: `rich_header.hash`.
         */
        rich_header_hash?: string;
        /**
         * PE: what the linker noted of its tools.
         */
        rich_header?: RichHeader;
        /**
         * PE: TimeDateStamp as ISO 8601; absent also where the file says that a hash of its content stands there.
         */
        compiled_at?: string;
        /**
         * PE: its debug directory says that the same source gives the same file (IMAGE_DEBUG_TYPE_REPRO).
         */
        reproducible?: boolean;
        /**
         * PE: major.minor.
         */
        linker_version?: string;
        /**
         * PE: such as `console`.
         */
        subsystem?: string;
        /**
         * PE: where its debug symbols were.
         */
        pdb_path?: string;
        /**
         * PE: texts of the version resource.
         */
        version_info?: {
            [key: string]: string;
        };
        /**
         * .NET runtime that it asks for.
         */
        dotnet_version?: string;
        /**
         * ELF.
         */
        interpreter?: string;
        /**
         * ELF: the name that others link to.
         */
        soname?: string;
        /**
         * ELF: where libraries are looked for first.
         */
        rpath?: string;
        /**
         * ELF: where libraries are looked for later.
         */
        runpath?: string;
        /**
         * ELF: of the build, by the linker.
         */
        build_id?: string;
        /**
         * ELF: what compilers and linkers left in `.comment`.
         */
        compiler_comments?: Array<string>;
        /**
         * ELF: the oldest Linux that it asks for.
         */
        minimum_kernel?: string;
        /**
         * Mach-O.
         */
        uuid?: string;
        /**
         * Mach-O: such as `macos`.
         */
        platform?: string;
        /**
         * Mach-O: the oldest system that it runs on.
         */
        minimum_os?: string;
        /**
         * Mach-O: version that it was built with.
         */
        sdk?: string;
        /**
         * Mach-O: of its source.
         */
        source_version?: string;
        /**
         * TLSH of the whole file. Absent below 50 bytes, above 40 MB (8 MB at quick depth), and of content that is too uniform.
         */
        tlsh?: string;
        /**
         * Of the whole file, 0-8 bits per byte.
         */
        entropy?: Entropy;
        /**
         * Languages of parts of it, beside the one that it is written in: a library of Rust in a program of C++.
         */
        contains?: Array<Language>;
        /**
         * Who made the file.
         */
        toolchain?: Array<ToolchainSign>;
        /**
         * Signs of packing.
         */
        packers?: Array<PackerSign>;
        /**
         * Bytes behind all that the headers account for.
         */
        overlay?: Overlay;
        /**
         * Whole executables within it.
         */
        embedded_executables?: Array<EmbeddedExecutable>;
        /**
         * The first one, where there are several.
         */
        signature?: CodeSignature;
        /**
         * All that could be read, in the file's order; absent where there is one at most.
         */
        signatures?: Array<CodeSignature>;
        format: ExecutableFormat;
        /**
         * What it is for.
         */
        kind: ExecutableKind;
        architecture: Architecture;
        /**
         * Of the format: how wide its addresses are, not what the processor computes with (MIPS N32 and x32 have 32, AVR too).
         */
        bits: Bits;
        endianness: Endianness;
        /**
         * Such as `linux`, `android`, `windows`, `macos`; absent where nothing in the file is for one system only, as in firmware.
         */
        os?: string;
        /**
         * ELF: what in the file tells the system, in a sentence.
         */
        os_evidence?: string;
        /**
         * libmagic's; without libmagic the format in our own words, such as `ELF 64-bit shared object, x86-64`.
         */
        description: string;
        /**
         * Most of it is written in this.
         */
        language?: Language;
        /**
         * With its version, where known.
         */
        compiler?: string;
        /**
         * Nothing names its own functions: an ELF file has no table of symbols but that of the loader, a Mach-O file no local symbols, a PE file neither COFF symbols of code nor the path of a PDB. What it exports may be named all the same.
         */
        stripped: boolean;
        /**
         * It is linked, and needs neither a loader nor a library.
         */
        static: boolean;
        /**
         * A signature is there; see `signature`.
         */
        signed: boolean;
        /**
         * Where it starts.
         */
        entry_point?: Address;
        /**
         * Images of a fat file; `analysed` marks the one that the rest of the document is about.
         */
        slices?: Array<{
            analysed: boolean;
            architecture: Architecture;
            bits: Bits;
            offset: number;
            size: number;
        }>;
        name: string;
        /**
         * Bytes.
         */
        size: Count;
        md5: string;
        sha1: string;
        sha256: Sha256;
        /**
         * By libmagic; by the header where that was not available when the file came in.
         */
        mime_type: MimeType;
    };
};

export type Architecture = 'x86' | 'x86_64' | 'arm' | 'arm64' | 'mips' | 'mips64' | 'powerpc' | 'powerpc64' | 'sparc' | 'sparc64' | 'ia64' | 'alpha' | 'hppa' | 's390' | 's390x' | 'superh' | 'm68k' | 'm680x' | 'm88k' | 'riscv32' | 'riscv64' | 'loongarch' | 'bpf' | 'sbpf' | 'amdgpu' | 'cuda' | 've' | 'e2k' | '6502' | '65816' | '8051' | 'i860' | 'i960' | 'arc' | 'avr' | 'avr32' | 'blackfin' | 'c166' | 'cr16' | 'cris' | 'crx' | 'csky' | 'd10v' | 'd30v' | 'dlx' | 'dspic' | 'epiphany' | 'fr30' | 'frv' | 'ft32' | 'h8300' | 'hexagon' | 'ip2k' | 'iq2000' | 'kvx' | 'lanai' | 'lm32' | 'm16c' | 'm32c' | 'm32r' | 'mcore' | 'mep' | 'metag' | 'microblaze' | 'mmix' | 'mn10200' | 'mn10300' | 'moxie' | 'msp430' | 'mt' | 'nds32' | 'nfp' | 'nios2' | 'ns32k' | 'or1k' | 'pdp10' | 'pdp11' | 'pic' | 'picojava' | 'pru' | 'rl78' | 'rx' | 'score' | 'sharc' | 'spu' | 'st100' | 'st200' | 'stm8' | 'tile64' | 'tilegx' | 'tilepro' | 'tms320' | 'tricore' | 'trimedia' | 'unicore' | 'v850' | 'vax' | 'videocore' | 'visium' | 'wasm' | 'we32k' | 'xcore' | 'xgate' | 'xstormy16' | 'xtensa' | 'z80' | 'unknown';

export type Bits = 32 | 64;

/**
 * What a function calls or jumps to.
 */
export type CallTarget = {
    address: Address;
    name: string;
    /**
     * The instructions that do, by address, 8 at most. Absent where there were too many calls for any to be told: `metadata.truncated` says so.
     */
    at?: Array<Address>;
    /**
     * How many they are, where that is more.
     */
    at_total?: Count;
};

/**
 * Something that the program can do.
 */
export type Capability = {
    /**
     * As it follows "It can".
     */
    name: string;
    /**
     * Of the rules that show it.
     */
    category: string;
    /**
     * The findings that show it.
     */
    findings: Array<string>;
    /**
     * ATT&CK techniques of those findings.
     */
    attack: Array<string>;
    /**
     * 0-1, of the surest of them.
     */
    confidence: Share;
};

/**
 * What can be cut short: lists, and what they are made of.
 */
export type CappedSection = 'functions' | 'strings' | 'imports' | 'exports' | 'sections' | 'decompiled' | 'symbols' | 'resources' | 'relations' | 'listing';

/**
 * How much of the code is known to be part of a function.
 */
export type CodeCoverage = {
    /**
     * Bytes of executable sections.
     */
    code_bytes: Count;
    /**
     * Those of them that lie within a function.
     */
    function_bytes: Count;
    /**
     * 0-1.
     */
    share: Share;
};

export type CodeReader = 'bin2nlp' | 'radare2';

/**
 * A signature that is there. Whether it is valid, and who vouches for its certificate, was not checked.
 */
export type CodeSignature = {
    /**
     * `linux_module`: appended to a module of the Linux kernel.
     */
    scheme: SignatureScheme;
    /**
     * Always: nothing is verified.
     */
    verification: 'not_verified';
    /**
     * Of the certificate that signed, as `CN=…, O=…`.
     */
    subject?: string;
    /**
     * Of that certificate.
     */
    issuer?: string;
    /**
     * Of that certificate, hexadecimal.
     */
    serial_number?: string;
    /**
     * Such as `sha256`.
     */
    digest_algorithm?: string;
    /**
     * A time stamp is attached.
     */
    timestamped?: boolean;
    /**
     * Apple: signed without any certificate.
     */
    ad_hoc?: boolean;
    /**
     * Apple: as which it was signed.
     */
    identifier?: string;
    /**
     * Apple: of the developer.
     */
    team_id?: string;
};

export type Compiler = 'clang' | 'crystal' | 'dart' | 'delphi' | 'free_pascal' | 'gcc' | 'ghc' | 'gnat' | 'go' | 'graalvm' | 'icc' | 'ilc' | 'msvc' | 'nim' | 'ocamlopt' | 'rustc' | 'sun studio' | 'swift' | 'zig';

/**
 * One thing that makes the account less complete; `effect` is what it took off, in the same unit as the confidence.
 */
export type ConfidenceReason = {
    reason: string;
    /**
     * What it took off.
     */
    effect: number;
};

/**
 * How many, or how many bytes.
 */
export type Count = number;

/**
 * One of the patterns that were sent with the file; one that matches is a finding as well.
 */
export type CustomPatternMatch = {
    name: string;
    pattern: string;
    /**
     * Of the finding; it says how much the finding adds to the risk, too.
     */
    severity: Severity;
    /**
     * Strings that match.
     */
    total: Count;
    /**
     * The first of them, at most ten.
     */
    matches: Array<{
        content: string;
        address: Address;
        offset?: Address;
    }>;
    /**
     * `false` when the pattern was too expensive to try on every string.
     */
    complete: boolean;
};

/**
 * Pseudo code of one function, whole, as radare2 writes it: text about the sample with text of the sample in it.
 */
export type DecompiledFunction = {
    address: Address;
    name: string;
    code: string;
};

/**
 * The document without its long lists: what a summary is made from.
 */
export type DocumentHead = {
    schema_version: '1.0';
    success: true;
    /**
     * 0-1: how complete this account of the file is. It says nothing about harm: that is `risk_score` and the verdict, which can be no surer than the account that they rest on.
     */
    confidence: Share;
    /**
     * What takes from it.
     */
    confidence_reasons: Array<ConfidenceReason>;
    /**
     * Parts that nobody looked at. By choice or for lack of time, they are empty: nothing follows from that about the file.
     */
    not_analysed: Array<NotAnalysed>;
    /**
     * The run, and facts of the file.
     */
    metadata: AnalysisMetadata;
    summary: Summary;
    /**
     * What rules found. Null where no security scan was asked for.
     */
    security_findings: SecurityFindings | null;
    /**
     * What is loaded where.
     */
    segments: Array<Segment>;
    /**
     * That it needs.
     */
    libraries: Array<string>;
    /**
     * Of a PE file; at most 1,000.
     */
    resources: Array<Resource>;
};

export type EmbeddedExecutable = {
    format: ExecutableFormat;
    architecture: Architecture;
    bits: Bits;
    offset: Address;
    /**
     * Bytes by its own headers; it may end outside of the file.
     */
    size: Count;
    /**
     * The name of the section that holds it, `overlay`, or absent between the two.
     */
    section?: string;
};

export type Endianness = 'little' | 'big';

export type EngineName = 'radare2' | 'fallback';

/**
 * Shannon entropy, bits per byte.
 */
export type Entropy = number;

/**
 * One thing in the file that a rule asked for; `kind` says where it stands. `loader`: what the loader is told (interpreter, soname, search paths); `custom_pattern`: the name of a pattern that was sent with the file. `value` may be the sample's own text: bounded, and made fit for readers.
 */
export type Evidence = {
    /**
     * What `value` is.
     */
    kind: EvidenceKind;
    /**
     * Name, text or number.
     */
    value: string;
    /**
     * Of what `address_of` says; without it, of what `value` names. Of several uses one is shown, in `function`.
     */
    address?: Address;
    /**
     * Of imports and strings. `call_site`: the instruction that calls or jumps to an import, by its stub, its slot or a thunk; `reference`: one that names the stub or slot of an import, or a string; `function`: the beginning of the function that uses it, where the instruction is not known; `import`: the stub or slot of an import that no function is known to use, as in `imports`; `string`: text that no function is known to use, as in `strings`.
     */
    address_of?: EvidencePlace;
    /**
     * The function that uses it; of several the one nearest to where the program starts.
     */
    function?: string;
    /**
     * Names of functions that call each other, from an entry point to `function`: of a longer path the last twelve.
     */
    path?: Array<string>;
    /**
     * Which part of the rule's condition it answers, such as `all[1].any[0]`; absent where the rule asks one thing.
     */
    branch?: string;
};

export type EvidenceKind = 'api' | 'string' | 'section' | 'number' | 'function' | 'library' | 'export' | 'hardening' | 'packer' | 'flag' | 'fact' | 'segment' | 'resource' | 'version_info' | 'signature' | 'debug_path' | 'loader' | 'toolchain' | 'custom_pattern';

export type EvidencePlace = 'call_site' | 'reference' | 'function' | 'import' | 'string';

export type ExecutableFormat = 'pe' | 'elf' | 'macho';

export type ExecutableKind = 'executable' | 'shared_library' | 'relocatable' | 'driver' | 'core' | 'other';

export type Export = {
    name: string;
    /**
     * `0x0` for what a Mach-O file re-exports: it lies in another library.
     */
    address: Address;
    /**
     * Bytes; 0 where the file does not say.
     */
    size: Count;
    /**
     * What it is.
     */
    type: ExportType;
    /**
     * `LIBRARY.name` or `LIBRARY.#ordinal` of a forwarded PE export, `LIBRARY.name` of one that a Mach-O file re-exports.
     */
    forwarder?: string;
    /**
     * Mach-O; absent where none applies.
     */
    flags?: Array<ExportFlag>;
    /**
     * Mach-O: of the function that chooses, with `stub_and_resolver`.
     */
    resolver?: Address;
};

export type ExportFlag = 'weak' | 'absolute' | 'thread_local' | 'reexport' | 'stub_and_resolver';

export type ExportType = 'function' | 'object' | 'other';

/**
 * Its users are those whose code names its place. Texts of Go and Rust, which run together without an end of their own, are told apart where code is read (not at quick depth): where code and data point to, with the length beside the pointer; they may lie within one another, and code that names the pointer to one uses it too.
 */
export type ExtractedString = {
    /**
     * Addresses of functions, in their order, 200 at most; fewer where not all lists of the document would fit, as `metadata.truncated` says. Absent where it would be empty.
     */
    used_by?: Array<Address>;
    /**
     * How many functions they are. Absent where that is not known: code was not analysed, or the file has no place for it.
     */
    used_by_total?: Count;
    /**
     * What the file has at `offset`, at most 4096 UTF-16 units: backslashes, tabs and line ends (`\n`, `\r\n`) are themselves. Only other control characters, and those that hide or reorder text, are written as their code point, such as `\u{1b}`.
     */
    content: string;
    address: Address;
    /**
     * In the file.
     */
    offset: Address;
    /**
     * Characters as they are in the file, before any cut.
     */
    length: Count;
    encoding: StringEncoding;
    /**
     * That holds it.
     */
    section?: string;
    /**
     * What it looks like.
     */
    type: StringType;
    /**
     * The first function, by address, whose code names this string's place.
     */
    context?: Place;
};

export type Finding = {
    /**
     * The id of its rule; `custom:1` is the first of the patterns that were sent with the file.
     */
    id: string;
    /**
     * What the file can do.
     */
    title: string;
    severity: Severity;
    category: string;
    /**
     * What it means, in sentences.
     */
    description: string;
    /**
     * At most ten, of every kind of evidence that the rule asked for some.
     */
    evidence: Array<Evidence>;
    /**
     * ATT&CK Enterprise techniques.
     */
    attack: Array<string>;
    /**
     * 0-1: how sure it is that the file can do what the title says.
     */
    confidence: Share;
    /**
     * The less near, the less it weighs, and the less severe it is taken for.
     */
    reach: Reach;
};

export type FocusArea = 'security' | 'functions' | 'strings' | 'imports' | 'exports';

/**
 * What a function is known again by, in other builds and other programs.
 */
export type FunctionIdentity = {
    /**
     * SHA-256 over its instructions. In the order of their addresses, without padding, addresses and distances to what they call and refer to: the same wherever the same code lies and whatever program it is linked into; another one where an instruction, a register or a constant differs. Which functions it calls and which data it uses does not count.
     */
    exact: string;
    /**
     * For likeness, not for equality. 16 digits of its blocks and edges (what ends them, how long they are), then, where it uses any, 16 of the names of the imports and the contents of the strings that it uses, of those listed here. Of either part, the more digits are equal in the same places, the more both functions have in common: all of it by 16, next to nothing by 1 or 2.
     */
    shape: string;
};

/**
 * Its relations are absent where code was not analysed (quick depth).
 */
export type FunctionInfo = {
    /**
     * Functions and imports that it calls or jumps to. Imports by their stub or slot.
     */
    calls_to?: Array<CallTarget>;
    /**
     * Functions that call or jump to it.
     */
    calls_from?: Array<Place>;
    /**
     * That it uses. Absent when strings were not asked for.
     */
    strings?: Array<StringUse>;
    /**
     * Names of the imports that it reaches. Itself or through a thunk.
     */
    imports?: Array<string>;
    /**
     * True lengths of lists that are longer than here.
     */
    totals?: {
        calls_to?: Count;
        calls_from?: Count;
        strings?: Count;
        imports?: Count;
    };
    name: string;
    address: Address;
    /**
     * Bytes.
     */
    size: Count;
    /**
     * `thunk`: only jumps on; `import`: stub of one.
     */
    type: FunctionType;
    /**
     * How its start is known.
     */
    source: FunctionSource;
    /**
     * What code analysis says; absent where the function was not analysed (quick depth).
     */
    complexity_score?: Count;
    basic_blocks?: Count;
    /**
     * Between its blocks.
     */
    edges?: Count;
    instructions?: Count;
    /**
     * How many, by radare2.
     */
    arguments?: Count;
    /**
     * Local variables, by radare2.
     */
    locals?: Count;
    /**
     * As a line of C, by radare2.
     */
    signature?: string;
    /**
     * What its code is known again by. Of functions of 10 instructions and more, at standard depth, where `reader` is `bin2nlp`.
     */
    identity?: FunctionIdentity;
    /**
     * SHA-256 over its bytes. Those of its basic blocks (radare2's `bbhash`), with the distances to what they call and refer to: the same for a copy of the same code only where those are the same too. `identity` does not depend on them.
     */
    fingerprint?: string;
};

/**
 * How many of the listed functions have a name of the file's, by what names them; imports and thunks are not counted.
 */
export type FunctionNames = {
    /**
     * Symbols of the program itself. Such as an ELF .symtab or COFF symbols.
     */
    own: Count;
    /**
     * What others link to. Where the own symbols do not name it.
     */
    by_export: Count;
    /**
     * The table that a language's runtime needs, such as Go's .gopclntab.
     */
    by_table: Count;
    /**
     * Known by unwind tables, entry points or calls: `fcn.00401000`, or what the disassembler made up.
     */
    none: Count;
};

export type FunctionSource = 'symbol' | 'export' | 'entry' | 'unwind' | 'call' | 'prelude';

export type FunctionType = 'function' | 'import' | 'entry' | 'thunk' | 'library';

/**
 * Protections that the format can carry; a field is absent where the format has no such thing.
 */
export type Hardening = {
    /**
     * The stack cannot run as code.
     */
    nx?: boolean;
    /**
     * Loads at any address.
     */
    pie?: boolean;
    /**
     * Stack protector.
     */
    canary?: boolean;
    /**
     * Relocations are read-only after start.
     */
    relro?: RelroLevel;
    /**
     * Checked libc calls.
     */
    fortify?: boolean;
    /**
     * PE: DYNAMIC_BASE.
     */
    aslr?: boolean;
    /**
     * PE: 64-bit ASLR.
     */
    high_entropy_aslr?: boolean;
    /**
     * PE: NX_COMPAT.
     */
    dep?: boolean;
    /**
     * PE: control flow guard.
     */
    cfg?: boolean;
    /**
     * PE: uses structured exception handlers.
     */
    seh?: boolean;
    /**
     * 32-bit PE: handlers are checked against a table, or there are none.
     */
    safe_seh?: boolean;
    /**
     * PE: signature is checked on load.
     */
    force_integrity?: boolean;
    /**
     * x86: indirect branch tracking, and (PE too) shadow stacks.
     */
    ibt?: boolean;
    /**
     * x86: CET return addresses.
     */
    shadow_stack?: boolean;
    /**
     * ARM64: BTI and PAC.
     */
    branch_targets?: boolean;
    /**
     * ARM64e.
     */
    pointer_authentication?: boolean;
    /**
     * Mach-O.
     */
    no_heap_execution?: boolean;
    /**
     * Automatic reference counting of Objective-C.
     */
    arc?: boolean;
    /**
     * Mach-O: one is there.
     */
    code_signature?: boolean;
};

/**
 * Its users reach it themselves or through a thunk.
 */
export type Import = {
    /**
     * Addresses of functions, in their order, 200 at most; fewer where not all lists of the document would fit, as `metadata.truncated` says. Absent where it would be empty.
     */
    used_by?: Array<Address>;
    /**
     * How many functions they are. Absent where that is not known: code was not analysed, or the file has no place for it.
     */
    used_by_total?: Count;
    name: string;
    /**
     * The library it comes from, where the format says (PE, Mach-O).
     */
    library?: string;
    /**
     * Of its stub or its slot in the import table; absent when it has none.
     */
    address?: Address;
    /**
     * What it is for.
     */
    category: ImportCategory;
    /**
     * Mach-O: it may be missing, and is 0 then.
     */
    weak?: true;
    /**
     * Mach-O: in place of a library.
     */
    lookup?: ImportLookup;
    /**
     * Mach-O: the first table that names it.
     */
    table?: ImportTable;
};

export type ImportCategory = 'network' | 'file' | 'process' | 'registry' | 'crypto' | 'memory' | 'ui' | 'system' | 'string' | 'other';

export type ImportLookup = 'self' | 'main_executable' | 'flat' | 'weak';

export type ImportTable = 'chained_fixups' | 'bind' | 'lazy_bind' | 'weak_bind' | 'symbol_table';

export type Language = 'autoit' | 'python' | 'go' | 'haskell' | 'ocaml' | 'java' | 'dart' | '.net' | 'rust' | 'nim' | 'crystal' | 'zig' | 'pascal' | 'delphi' | 'd' | 'kotlin' | 'swift' | 'ada' | 'fortran' | 'objective-c' | 'c++' | 'c';

/**
 * A media type as libmagic writes it: `type/subtype`, without parameters.
 */
export type MimeType = string;

/**
 * One sentence, and the fields of the document that say the same.
 */
export type NarrativeSentence = {
    text: string;
    /**
     * Paths of fields.
     */
    based_on: Array<string>;
};

/**
 * A rule of which one part is missing: what to look for by other means.
 */
export type NearMiss = {
    /**
     * The id of the rule.
     */
    id: string;
    title: string;
    severity: Severity;
    /**
     * What was asked for and not found.
     */
    missing: string;
};

/**
 * A part of the document that is empty because nobody looked: nothing follows from that about the file.
 */
export type NotAnalysed = {
    section: OptionalSection;
    /**
     * Why, in a sentence; where an option would change it, the option.
     */
    reason: string;
};

/**
 * One operation or indicator that the file shows, harmless or not.
 */
export type Observation = {
    /**
     * What `value` is.
     */
    kind: ObservationKind;
    value: string;
    /**
     * What it is for, such as `delete` or `connect`; for a finding its title.
     */
    operation?: string;
    /**
     * As in evidence: of what `address_of` says; without it, of the string or part of the file that shows it.
     */
    address?: Address;
    /**
     * Of imports, and of strings that a finding rests on.
     */
    address_of?: EvidencePlace;
    /**
     * The function that uses it, as in evidence.
     */
    function?: string;
};

export type ObservationKind = 'api' | 'string' | 'section' | 'number' | 'function' | 'library' | 'export' | 'hardening' | 'packer' | 'flag' | 'fact' | 'segment' | 'resource' | 'version_info' | 'signature' | 'debug_path' | 'loader' | 'toolchain' | 'custom_pattern' | 'url' | 'ip_address' | 'domain' | 'email' | 'registry_path' | 'finding';

export type OptionalSection = 'functions' | 'strings' | 'imports' | 'exports' | 'code' | 'decompiled' | 'security_findings';

export type OtherTool = '.net' | 'autoit' | 'cygwin' | 'lld' | 'mingw' | 'pyinstaller';

/**
 * Bytes behind all that the headers account for.
 */
export type Overlay = {
    offset: Address;
    /**
     * Bytes.
     */
    size: Count;
    entropy: Entropy;
    /**
     * What its first bytes say it is; `unknown` where they say nothing.
     */
    kind: OverlayKind;
};

export type OverlayKind = 'pe' | 'elf' | 'macho' | 'pyinstaller' | 'nsis' | 'inno' | 'autoit' | 'zip' | '7z' | 'rar' | 'cab' | 'gzip' | 'xz' | 'bzip2' | 'zstd' | 'squashfs' | 'ole2' | 'pdf' | 'png' | 'sqlite' | 'haiku_resources' | 'module_signature' | 'padding' | 'unknown';

export type PackerSign = {
    /**
     * `unknown` where only the signs of packing are there.
     */
    name: string;
    version?: string;
    /**
     * What shows it, a sentence each.
     */
    evidence: Array<string>;
    /**
     * 0-1.
     */
    confidence: Share;
};

export type PagedSection = 'functions' | 'strings' | 'imports' | 'exports' | 'sections' | 'decompiled';

/**
 * Something in the code, by where it is and what it is called (at most 128 characters).
 */
export type Place = {
    address: Address;
    name: string;
};

export type Reach = 'function' | 'near' | 'small' | 'unknown' | 'file' | 'unused';

export type RelroLevel = 'none' | 'partial' | 'full';

/**
 * What a document or a worker tells; `none` where no program sees the sample (the fallback).
 */
export type ReportedSandbox = 'bwrap' | 'landlock' | 'off' | 'none';

export type Resource = {
    /**
     * Such as `ICON`, `VERSION`, or the name or number that the file gives.
     */
    type: string;
    name: string;
    /**
     * LANGID, such as `0x409`.
     */
    language: string;
    offset: Address;
    /**
     * Bytes.
     */
    size: Count;
    entropy?: Entropy;
};

export type RichHeader = {
    /**
     * MD5 of the decoded header.
     */
    hash: string;
    /**
     * False where someone changed the header or put another program's there.
     */
    checksum_valid: boolean;
    /**
     * Tools that made its objects.
     */
    entries: Array<RichHeaderEntry>;
};

export type RichHeaderEntry = {
    product_id: Count;
    build: Count;
    /**
     * Objects that it made.
     */
    count: Count;
};

export type RiskBucket = 'combination' | 'custom' | 'network' | 'file' | 'registry' | 'process' | 'crypto' | 'anti_analysis' | 'pattern' | 'packing' | 'hardening';

/**
 * What one finding gave to the risk score.
 */
export type RiskContribution = {
    finding: string;
    /**
     * Part of the score that it counts in.
     */
    bucket: RiskBucket;
    /**
     * What it gave.
     */
    points: number;
    reason: string;
};

/**
 * How much speaks for harm.
 */
export type RiskScore = number;

export type SandboxTier = 'bwrap' | 'landlock' | 'off';

export type Section = {
    name: string;
    address: Address;
    /**
     * Offset in the file, bytes.
     */
    offset: Address;
    /**
     * Bytes in the file.
     */
    size: Count;
    /**
     * Bytes in memory.
     */
    virtual_size: Count;
    /**
     * As `rwx` with `-` for what is missing.
     */
    permissions: string;
    /**
     * Shannon entropy, 0-8 bits per byte; absent for a section without bytes in the file.
     */
    entropy?: Entropy;
    md5?: string;
};

export type SecurityFindings = {
    /**
     * 0-10: the sum of `contributions`.
     */
    risk_score: RiskScore;
    /**
     * The score in a word.
     */
    verdict: Verdict;
    /**
     * The most severe first.
     */
    findings: Array<Finding>;
    /**
     * Rules of medium severity and above that lack one part of several; at most ten, the most severe first.
     */
    near_misses: Array<NearMiss>;
    /**
     * Addresses, and calls to the network.
     */
    network_indicators: Array<Observation>;
    /**
     * On files.
     */
    file_operations: Array<Observation>;
    /**
     * On the registry of Windows.
     */
    registry_operations: Array<Observation>;
    /**
     * Starting or steering processes.
     */
    process_operations: Array<Observation>;
    /**
     * Signs of cryptography.
     */
    crypto_indicators: Array<Observation>;
    /**
     * Against debuggers and the like.
     */
    anti_analysis: Array<Observation>;
    /**
     * Findings of other kinds.
     */
    suspicious_patterns: Array<Observation>;
    packers: Array<string>;
    /**
     * Of patterns that were sent with it.
     */
    custom_pattern_matches: Array<CustomPatternMatch>;
    /**
     * What each finding gave to the score.
     */
    contributions: Array<RiskContribution>;
};

export type Segment = {
    name: string;
    address: Address;
    /**
     * Offset in the file, bytes.
     */
    offset: Address;
    /**
     * Bytes in the file.
     */
    size: Count;
    /**
     * Bytes in memory.
     */
    virtual_size: Count;
    /**
     * As `rwx` with `-` for what is missing.
     */
    permissions: string;
};

export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';

/**
 * A SHA-256 digest: 64 lower-case hexadecimal digits.
 */
export type Sha256 = string;

/**
 * A part of a whole.
 */
export type Share = number;

export type SignatureScheme = 'authenticode' | 'apple' | 'linux_module';

export type StageName = 'intake' | 'structure' | 'code' | 'depth' | 'meaning';

export type StageReport = {
    name: StageName;
    /**
     * How it ended.
     */
    status: StageStatus;
    elapsed_ms: Count;
    /**
     * Of the stage `code`, where code was read.
     */
    reader?: CodeReader;
    /**
     * Why it is not `ok`, or another has read the code.
     */
    reason?: string;
};

export type StageStatus = 'ok' | 'partial' | 'timeout' | 'failed' | 'skipped';

export type StringEncoding = 'ascii' | 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

export type StringType = 'url' | 'user_agent' | 'email' | 'guid' | 'registry_path' | 'ip_address' | 'file_path' | 'domain' | 'crypto' | 'command' | 'error_message' | 'format' | 'long_text' | 'readable_text' | 'binary_data';

/**
 * A string as a function uses it.
 */
export type StringUse = {
    address: Address;
    /**
     * As in the list of strings, at most 256 characters.
     */
    content: string;
};

export type Summary = {
    /**
     * Entries of each list; null where it was not analysed.
     */
    counts: {
        functions: Count | null;
        strings: Count | null;
        imports: Count | null;
        exports: Count | null;
        decompiled: Count | null;
        sections: Count;
        segments: Count;
        libraries: Count;
    };
    hardening: Hardening;
    /**
     * How much code lies in functions. Absent when code was not analysed.
     */
    coverage?: CodeCoverage;
    /**
     * Where names of functions are from. Absent when functions were not asked for.
     */
    names?: FunctionNames;
    /**
     * That it needs.
     */
    libraries: Array<string>;
    /**
     * Imports that tell most. By category, at most 12 names each; null where none were read.
     */
    notable_imports: {
        network?: Array<string>;
        file?: Array<string>;
        process?: Array<string>;
        registry?: Array<string>;
        crypto?: Array<string>;
        memory?: Array<string>;
        ui?: Array<string>;
        system?: Array<string>;
        string?: Array<string>;
        other?: Array<string>;
    } | null;
    /**
     * 0-10, as in `security_findings`; null where no security scan was asked for.
     */
    risk_score: number | null;
    /**
     * The score in a word, with its strongest reasons; as in `security_findings`. Null where no security scan was asked for.
     */
    verdict: Verdict | null;
    /**
     * The most severe. Null where no security scan was asked for.
     */
    top_findings: Array<{
        /**
         * The id of its rule; `custom:1` is the first of the patterns that were sent with the file.
         */
        id: string;
        /**
         * What the file can do.
         */
        title: string;
        severity: Severity;
        category: string;
    }> | null;
    /**
     * What it can do. Null where neither imports nor strings were read, from which they follow.
     */
    capabilities: Array<Capability> | null;
    /**
     * What the binary is and does, in a few plain sentences.
     */
    narrative: string;
    /**
     * Its sentences, each with the fields that say the same.
     */
    narrative_sources: Array<NarrativeSentence>;
};

/**
 * What a document can name as having had a part in a program. A runtime is named where only its symbols or its library show it.
 */
export type Tool = 'clang' | 'crystal' | 'dart' | 'delphi' | 'free_pascal' | 'gcc' | 'ghc' | 'gnat' | 'go' | 'graalvm' | 'icc' | 'ilc' | 'msvc' | 'nim' | 'ocamlopt' | 'rustc' | 'sun studio' | 'swift' | 'zig' | '.net' | 'autoit' | 'cygwin' | 'lld' | 'mingw' | 'pyinstaller' | 'autoit runtime' | 'python runtime' | 'go runtime' | 'haskell runtime' | 'ocaml runtime' | 'java runtime' | 'dart runtime' | '.net runtime' | 'rust runtime' | 'nim runtime' | 'crystal runtime' | 'zig runtime' | 'pascal runtime' | 'delphi runtime' | 'd runtime' | 'kotlin runtime' | 'swift runtime' | 'ada runtime' | 'fortran runtime' | 'objective-c runtime' | 'c++ runtime' | 'c runtime';

/**
 * One sign of who made the file, and what shows it.
 */
export type ToolchainSign = {
    name: Tool;
    version?: string;
    /**
     * Where it is seen.
     */
    evidence: string;
};

/**
 * A cap that was hit; `total` is absent when the true number is not known.
 */
export type Truncation = {
    section: CappedSection;
    /**
     * Entries that are here.
     */
    kept: Count;
    /**
     * Entries that there are.
     */
    total?: Count;
    reason: string;
};

export type Verdict = {
    /**
     * `ordinary`: a score below 2; `noteworthy`: below 4; `suspicious`: below 7, or above it without a combination that shows in the code; `dangerous`: 7 and above with one. How complete the account is on which it rests, `confidence` says.
     */
    word: VerdictWord;
    /**
     * The contributions that weigh most, at most three.
     */
    reasons: Array<{
        finding: string;
        /**
         * What it gave.
         */
        points: number;
        reason: string;
    }>;
};

export type VerdictWord = 'ordinary' | 'noteworthy' | 'suspicious' | 'dangerous';

/**
 * The document without its long lists, and where those are.
 */
export type AnalysisSummary = {
    schema_version: '1.0';
    success: true;
    /**
     * 0-1: how complete this account of the file is. It says nothing about harm: that is `risk_score` and the verdict, which can be no surer than the account that they rest on.
     */
    confidence: Share;
    /**
     * What takes from it.
     */
    confidence_reasons: Array<ConfidenceReason>;
    /**
     * Parts that nobody looked at. By choice or for lack of time, they are empty: nothing follows from that about the file.
     */
    not_analysed: Array<NotAnalysed>;
    /**
     * The run, and facts of the file.
     */
    metadata: AnalysisMetadata;
    summary: Summary;
    /**
     * What rules found. Null where no security scan was asked for.
     */
    security_findings: SecurityFindings | null;
    /**
     * What is loaded where.
     */
    segments: Array<Segment>;
    /**
     * That it needs.
     */
    libraries: Array<string>;
    /**
     * Of a PE file; at most 1,000.
     */
    resources: Array<Resource>;
    /**
     * By level of detail.
     */
    detail_endpoints: {
        [key: string]: string;
    };
};

export type FunctionsPage = {
    functions: Array<FunctionInfo>;
    page: number;
    page_size: number;
    /**
     * Null where none were read.
     */
    total_count: number | null;
    has_next: boolean;
    /**
     * Why none were read; null where they were.
     */
    not_analysed: string | null;
};

export type StringsPage = {
    strings: Array<ExtractedString>;
    page: number;
    page_size: number;
    /**
     * Null where none were read.
     */
    total_count: number | null;
    has_next: boolean;
    /**
     * Why none were read; null where they were.
     */
    not_analysed: string | null;
};

export type ImportsPage = {
    imports: Array<Import>;
    page: number;
    page_size: number;
    /**
     * Null where none were read.
     */
    total_count: number | null;
    has_next: boolean;
    /**
     * Why none were read; null where they were.
     */
    not_analysed: string | null;
};

export type ExportsPage = {
    exports: Array<Export>;
    page: number;
    page_size: number;
    /**
     * Null where none were read.
     */
    total_count: number | null;
    has_next: boolean;
    /**
     * Why none were read; null where they were.
     */
    not_analysed: string | null;
};

export type SecurityView = {
    /**
     * What rules found. Null where no security scan was asked for.
     */
    security_findings: SecurityFindings | null;
};

/**
 * One function, and its pseudo code where there is some.
 */
export type FunctionDetail = {
    /**
     * Functions and imports that it calls or jumps to. Imports by their stub or slot.
     */
    calls_to?: Array<CallTarget>;
    /**
     * Functions that call or jump to it.
     */
    calls_from?: Array<Place>;
    /**
     * That it uses. Absent when strings were not asked for.
     */
    strings?: Array<StringUse>;
    /**
     * Names of the imports that it reaches. Itself or through a thunk.
     */
    imports?: Array<string>;
    /**
     * True lengths of lists that are longer than here.
     */
    totals?: {
        calls_to?: Count;
        calls_from?: Count;
        strings?: Count;
        imports?: Count;
    };
    name: string;
    address: Address;
    /**
     * Bytes.
     */
    size: Count;
    /**
     * `thunk`: only jumps on; `import`: stub of one.
     */
    type: FunctionType;
    /**
     * How its start is known.
     */
    source: FunctionSource;
    /**
     * What code analysis says; absent where the function was not analysed (quick depth).
     */
    complexity_score?: Count;
    basic_blocks?: Count;
    /**
     * Between its blocks.
     */
    edges?: Count;
    instructions?: Count;
    /**
     * How many, by radare2.
     */
    arguments?: Count;
    /**
     * Local variables, by radare2.
     */
    locals?: Count;
    /**
     * As a line of C, by radare2.
     */
    signature?: string;
    /**
     * What its code is known again by. Of functions of 10 instructions and more, at standard depth, where `reader` is `bin2nlp`.
     */
    identity?: FunctionIdentity;
    /**
     * SHA-256 over its bytes. Those of its basic blocks (radare2's `bbhash`), with the distances to what they call and refer to: the same for a copy of the same code only where those are the same too. `identity` does not depend on them.
     */
    fingerprint?: string;
    decompiled: DecompiledFunction | null;
};

/**
 * One instruction, or bytes that are none.
 */
export type ListingLine = {
    address: Address;
    /**
     * Hexadecimal, as they are in the file.
     */
    bytes: string;
    /**
     * x86 in Intel's syntax, ARM64 in Arm's; `(bad)` or `.inst` for what is no instruction.
     */
    text: string;
    /**
     * What it names; absent where it names nothing.
     */
    refers_to?: {
        address: Address;
        /**
         * `data`: memory that the document has no name for.
         */
        kind: 'function' | 'import' | 'string' | 'data';
        /**
         * Of a function or an import.
         */
        name?: string;
        /**
         * Content of a string of the document, at most 80 characters of it.
         */
        string?: string;
    };
};

/**
 * The fields of a function that were asked for.
 */
export type FunctionFields = {
    /**
     * Functions and imports that it calls or jumps to. Imports by their stub or slot.
     */
    calls_to?: Array<CallTarget>;
    /**
     * Functions that call or jump to it.
     */
    calls_from?: Array<Place>;
    /**
     * That it uses. Absent when strings were not asked for.
     */
    strings?: Array<StringUse>;
    /**
     * Names of the imports that it reaches. Itself or through a thunk.
     */
    imports?: Array<string>;
    /**
     * True lengths of lists that are longer than here.
     */
    totals?: {
        calls_to?: Count;
        calls_from?: Count;
        strings?: Count;
        imports?: Count;
    };
    name?: string;
    address?: Address;
    /**
     * Bytes.
     */
    size?: Count;
    /**
     * `thunk`: only jumps on; `import`: stub of one.
     */
    type?: FunctionType;
    /**
     * How its start is known.
     */
    source?: FunctionSource;
    /**
     * What code analysis says; absent where the function was not analysed (quick depth).
     */
    complexity_score?: Count;
    basic_blocks?: Count;
    /**
     * Between its blocks.
     */
    edges?: Count;
    instructions?: Count;
    /**
     * How many, by radare2.
     */
    arguments?: Count;
    /**
     * Local variables, by radare2.
     */
    locals?: Count;
    /**
     * As a line of C, by radare2.
     */
    signature?: string;
    /**
     * What its code is known again by. Of functions of 10 instructions and more, at standard depth, where `reader` is `bin2nlp`.
     */
    identity?: FunctionIdentity;
    /**
     * SHA-256 over its bytes. Those of its basic blocks (radare2's `bbhash`), with the distances to what they call and refer to: the same for a copy of the same code only where those are the same too. `identity` does not depend on them.
     */
    fingerprint?: string;
};

/**
 * A function that refers to an address.
 */
export type CrossReference = {
    from: Place;
    /**
     * call: it calls or jumps to it; import: it reaches it through a thunk, or only reads its place; string: it names its place.
     */
    kind: 'call' | 'import' | 'string';
    /**
     * The instructions that call, the lowest 8.
     */
    at: Array<Address>;
    /**
     * How many they are, where that is more.
     */
    at_total?: number;
};

/**
 * The first node is the one that was asked for; a call leads from its caller.
 */
export type CallGraph = {
    nodes: Array<{
        address: Address;
        name: string;
        kind: 'function' | 'import';
        /**
         * Of a function its type, of an import its category.
         */
        type: 'function' | 'import' | 'entry' | 'thunk' | 'library' | 'network' | 'file' | 'process' | 'registry' | 'crypto' | 'memory' | 'ui' | 'system' | 'string' | 'other';
    }>;
    edges: Array<{
        from: Address;
        to: Address;
    }>;
    truncated: boolean;
};

export type SubmitAnalysisData = {
    body: ({
        /**
         * A file that was sent to its signed address.
         */
        upload_id: string;
        /**
         * In place of the name that it had before.
         */
        filename?: string;
    } & AnalyzeRequest) | ({
        /**
         * Content that this key has sent before; answered from stored results only.
         */
        sha256: string;
        /**
         * In place of the name that it had before.
         */
        filename?: string;
    } & AnalyzeRequest);
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * `respond-async`: do not wait.
         */
        Prefer?: string;
        /**
         * A repeat under the same key within 24 hours is answered with the first job. Printable ASCII without spaces, such as a UUID.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/analyze';
};

export type SubmitAnalysisErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     *
     * `INVALID_FILENAME`: The file name is empty or longer than 255 characters.
     *
     * `EMPTY_FILE`: The upload had no bytes.
     *
     * `UNSUPPORTED_FORMAT`: The content is not a PE, ELF or Mach-O binary. The message names what it is, where that is known.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION' | 'INVALID_FILENAME' | 'EMPTY_FILE' | 'UNSUPPORTED_FORMAT';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     *
     * `CONTENT_NOT_AVAILABLE`: The content has no stored result; samples are not kept. Send the file.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND' | 'CONTENT_NOT_AVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `REQUEST_TIMEOUT`: The request was not received in time, or too slowly while others waited for its place.
     */
    408: {
        success: false;
        error: {
            code: 'REQUEST_TIMEOUT';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INVALID_TRANSITION`: The job is in a state in which this is impossible.
     *
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     *
     * `IDEMPOTENCY_CONFLICT`: The Idempotency-Key was used with another body.
     */
    409: {
        success: false;
        error: {
            code: 'INVALID_TRANSITION' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED' | 'IDEMPOTENCY_CONFLICT';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FILE_TOO_LARGE`: The file is larger than this service accepts.
     */
    413: {
        success: false;
        error: {
            code: 'FILE_TOO_LARGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNSUPPORTED_MEDIA_TYPE`: The Content-Type is not one that the route takes, or the body has a Content-Encoding.
     */
    415: {
        success: false;
        error: {
            code: 'UNSUPPORTED_MEDIA_TYPE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `CORRUPT_BINARY`: The file starts as a known format, but nothing could be learned from it.
     */
    422: {
        success: false;
        error: {
            code: 'CORRUPT_BINARY';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `QUEUE_FULL`: Too many analyses are waiting. Try again later.
     *
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     *
     * `QUOTA_EXCEEDED`: The quota of the month is used up.
     */
    429: {
        success: false;
        error: {
            code: 'QUEUE_FULL' | 'RATE_LIMIT_EXCEEDED' | 'QUOTA_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INSUFFICIENT_STORAGE`: There is too little free space to take the file.
     */
    507: {
        success: false;
        error: {
            code: 'INSUFFICIENT_STORAGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type SubmitAnalysisError = SubmitAnalysisErrors[keyof SubmitAnalysisErrors];

export type SubmitAnalysisResponses = {
    /**
     * The analysis is complete.
     */
    200: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
            processing_type: 'synchronous' | 'asynchronous';
            /**
             * Answered from a result that was there before.
             */
            cached: boolean;
            /**
             * From what runs of its depth, format and size usually take and took lately, the queue before it and the workers that are there. Null once it has ended and while no worker is there.
             */
            estimated_completion: string | null;
            result?: AnalysisSummary;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * The analysis is queued or running; `Location` names where the result will be.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
            processing_type: 'synchronous' | 'asynchronous';
            /**
             * Answered from a result that was there before.
             */
            cached: boolean;
            /**
             * From what runs of its depth, format and size usually take and took lately, the queue before it and the workers that are there. Null once it has ended and while no worker is there.
             */
            estimated_completion: string | null;
            result?: AnalysisSummary;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type SubmitAnalysisResponse = SubmitAnalysisResponses[keyof SubmitAnalysisResponses];

export type DeleteAnalysisData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/analyze/{id}';
};

export type DeleteAnalysisErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type DeleteAnalysisError = DeleteAnalysisErrors[keyof DeleteAnalysisErrors];

export type DeleteAnalysisResponses = {
    /**
     * It is gone.
     */
    200: {
        success: true;
        data: {
            analysis_id: string;
            deleted: true;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type DeleteAnalysisResponse = DeleteAnalysisResponses[keyof DeleteAnalysisResponses];

export type GetResultData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        /**
         * While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.
         */
        partial?: 'true' | 'false';
        /**
         * summary: facts, counts and where the rest is; a section: its first page; full: the whole document, never a partial one.
         */
        detail_level?: 'summary' | 'full' | 'functions' | 'security' | 'strings' | 'imports' | 'exports';
    };
    url: '/api/v1/analyze/{id}';
};

export type GetResultErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetResultError = GetResultErrors[keyof GetResultErrors];

export type GetResultResponses = {
    /**
     * The result.
     */
    200: {
        success: true;
        data: {
            analysis_id: string;
            detail_level: 'summary' | 'full' | 'functions' | 'security' | 'strings' | 'imports' | 'exports';
            result: AnalysisSummary | FunctionsPage | StringsPage | ImportsPage | ExportsPage | SecurityView | AnalysisDocument;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetResultResponse = GetResultResponses[keyof GetResultResponses];

export type GetDocumentData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/analyze/{id}/document';
};

export type GetDocumentErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetDocumentError = GetDocumentErrors[keyof GetDocumentErrors];

export type GetDocumentResponses = {
    /**
     * The result document.
     */
    200: AnalysisDocument;
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetDocumentResponse = GetDocumentResponses[keyof GetDocumentResponses];

export type GetSecurityData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        page?: number;
        page_size?: number;
        /**
         * While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.
         */
        partial?: 'true' | 'false';
        /**
         * Part of the text in any case of letters, or `/expression/` (RE2; `/expression/i` in any case).
         */
        filter?: string;
        severity?: 'info' | 'low' | 'medium' | 'high' | 'critical';
    };
    url: '/api/v1/analyze/{id}/security';
};

export type GetSecurityErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetSecurityError = GetSecurityErrors[keyof GetSecurityErrors];

export type GetSecurityResponses = {
    /**
     * A page of findings.
     */
    200: {
        success: true;
        data: Array<Finding>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetSecurityResponse = GetSecurityResponses[keyof GetSecurityResponses];

export type GetListingData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * Where the function begins, or its name: `0x401000`, `main`, `fn:main`. Where several bear the name: 400 with their addresses in `details`, 20 at most.
         */
        ref: string;
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        /**
         * Without it, what `Accept` says: JSON, or `text/plain`.
         */
        format?: 'json' | 'text';
        page?: number;
        page_size?: number;
    };
    url: '/api/v1/analyze/{id}/functions/{ref}/listing';
};

export type GetListingErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetListingError = GetListingErrors[keyof GetListingErrors];

export type GetListingResponses = {
    /**
     * A page of lines.
     */
    200: {
        success: true;
        data: Array<ListingLine>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetListingResponse = GetListingResponses[keyof GetListingResponses];

export type GetPseudoCodeData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * Where the function begins, or its name: `0x401000`, `main`, `fn:main`. Where several bear the name: 400 with their addresses in `details`, 20 at most.
         */
        ref: string;
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        /**
         * Without it, what `Accept` says: JSON, or `text/plain`.
         */
        format?: 'json' | 'text';
        page?: number;
        page_size?: number;
    };
    url: '/api/v1/analyze/{id}/functions/{ref}/pseudo_code';
};

export type GetPseudoCodeErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetPseudoCodeError = GetPseudoCodeErrors[keyof GetPseudoCodeErrors];

export type GetPseudoCodeResponses = {
    /**
     * A page of lines.
     */
    200: {
        success: true;
        data: Array<string>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetPseudoCodeResponse = GetPseudoCodeResponses[keyof GetPseudoCodeResponses];

export type ListFunctionsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        page?: number;
        page_size?: number;
        /**
         * While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.
         */
        partial?: 'true' | 'false';
        /**
         * Part of the text in any case of letters, or `/expression/` (RE2; `/expression/i` in any case).
         */
        filter?: string;
        type?: 'function' | 'import' | 'entry' | 'thunk' | 'library';
        /**
         * They use an import of this name, of whichever library, or this import, themselves or through a thunk: `connect`, `imp:connect`, `imp:WS2_32.connect`, `0x402010`.
         */
        import?: string;
        /**
         * They use an import of this category.
         */
        category?: 'network' | 'file' | 'process' | 'registry' | 'crypto' | 'memory' | 'ui' | 'system' | 'string' | 'other';
        /**
         * They use a string that contains this text, in any case of letters.
         */
        string?: string;
        /**
         * They call this function or import: `0x401000`, `main`, `fn:main`, `imp:connect`, `imp:WS2_32.connect`. Where several bear the name: 400 with their addresses in `details`, 20 at most.
         */
        calls?: string;
        /**
         * This function calls them. Where several bear the name: 400 with their addresses in `details`, 20 at most.
         */
        called_by?: string;
        /**
         * Calls lead to them from this function. Where several bear the name: 400 with their addresses in `details`, 20 at most.
         */
        reachable_from?: string;
        /**
         * Which fields of each are shown, with commas between them: name, address, size, type, source, complexity_score, basic_blocks, edges, instructions, arguments, locals, signature, fingerprint, identity, calls_to, calls_from, strings, imports, totals. Without it, all.
         */
        fields?: string;
        sort?: 'address' | 'size' | 'complexity' | 'name' | 'calls';
        order?: 'asc' | 'desc';
    };
    url: '/api/v1/analyze/{id}/functions';
};

export type ListFunctionsErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListFunctionsError = ListFunctionsErrors[keyof ListFunctionsErrors];

export type ListFunctionsResponses = {
    /**
     * A page of functions.
     */
    200: {
        success: true;
        data: Array<FunctionInfo | FunctionFields>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListFunctionsResponse = ListFunctionsResponses[keyof ListFunctionsResponses];

export type GetFunctionData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * Where it begins, or its name. Where several bear the name: 400 with their addresses in `details`, 20 at most.
         */
        address: string;
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        /**
         * While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.
         */
        partial?: 'true' | 'false';
    };
    url: '/api/v1/analyze/{id}/functions/{address}';
};

export type GetFunctionErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetFunctionError = GetFunctionErrors[keyof GetFunctionErrors];

export type GetFunctionResponses = {
    /**
     * The function.
     */
    200: {
        success: true;
        data: FunctionDetail;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetFunctionResponse = GetFunctionResponses[keyof GetFunctionResponses];

export type ListStringsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        page?: number;
        page_size?: number;
        /**
         * While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.
         */
        partial?: 'true' | 'false';
        /**
         * Part of the text in any case of letters, or `/expression/` (RE2; `/expression/i` in any case).
         */
        filter?: string;
        type?: 'url' | 'user_agent' | 'email' | 'guid' | 'registry_path' | 'ip_address' | 'file_path' | 'domain' | 'crypto' | 'command' | 'error_message' | 'format' | 'long_text' | 'readable_text' | 'binary_data';
        /**
         * Those that this function uses: its address or name. Where several bear the name: 400 with their addresses in `details`, 20 at most.
         */
        used_by?: string;
        sort?: 'address' | 'length' | 'content';
        order?: 'asc' | 'desc';
    };
    url: '/api/v1/analyze/{id}/strings';
};

export type ListStringsErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListStringsError = ListStringsErrors[keyof ListStringsErrors];

export type ListStringsResponses = {
    /**
     * A page of strings.
     */
    200: {
        success: true;
        data: Array<ExtractedString>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListStringsResponse = ListStringsResponses[keyof ListStringsResponses];

export type ListImportsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        page?: number;
        page_size?: number;
        /**
         * While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.
         */
        partial?: 'true' | 'false';
        /**
         * Part of the text in any case of letters, or `/expression/` (RE2; `/expression/i` in any case).
         */
        filter?: string;
        /**
         * The category of the import.
         */
        type?: 'network' | 'file' | 'process' | 'registry' | 'crypto' | 'memory' | 'ui' | 'system' | 'string' | 'other';
        /**
         * The same as `type`.
         */
        category?: 'network' | 'file' | 'process' | 'registry' | 'crypto' | 'memory' | 'ui' | 'system' | 'string' | 'other';
        /**
         * Those that this function uses: its address or name. Where several bear the name: 400 with their addresses in `details`, 20 at most.
         */
        used_by?: string;
        sort?: 'address' | 'name' | 'library';
        order?: 'asc' | 'desc';
    };
    url: '/api/v1/analyze/{id}/imports';
};

export type ListImportsErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListImportsError = ListImportsErrors[keyof ListImportsErrors];

export type ListImportsResponses = {
    /**
     * A page of imports.
     */
    200: {
        success: true;
        data: Array<Import>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListImportsResponse = ListImportsResponses[keyof ListImportsResponses];

export type ListExportsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        page?: number;
        page_size?: number;
        /**
         * While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.
         */
        partial?: 'true' | 'false';
        /**
         * Part of the text in any case of letters, or `/expression/` (RE2; `/expression/i` in any case).
         */
        filter?: string;
        type?: 'function' | 'object' | 'other';
        sort?: 'address' | 'size' | 'name';
        order?: 'asc' | 'desc';
    };
    url: '/api/v1/analyze/{id}/exports';
};

export type ListExportsErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListExportsError = ListExportsErrors[keyof ListExportsErrors];

export type ListExportsResponses = {
    /**
     * A page of exports.
     */
    200: {
        success: true;
        data: Array<Export>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListExportsResponse = ListExportsResponses[keyof ListExportsResponses];

export type ListSectionsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        page?: number;
        page_size?: number;
        /**
         * While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.
         */
        partial?: 'true' | 'false';
        /**
         * Part of the text in any case of letters, or `/expression/` (RE2; `/expression/i` in any case).
         */
        filter?: string;
        sort?: 'address' | 'size' | 'entropy' | 'name';
        order?: 'asc' | 'desc';
    };
    url: '/api/v1/analyze/{id}/sections';
};

export type ListSectionsErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListSectionsError = ListSectionsErrors[keyof ListSectionsErrors];

export type ListSectionsResponses = {
    /**
     * A page of sections.
     */
    200: {
        success: true;
        data: Array<Section>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListSectionsResponse = ListSectionsResponses[keyof ListSectionsResponses];

export type GetReportData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        /**
         * Of the whole body; never more. HTML: as if it were Markdown.
         */
        max_tokens?: number;
        /**
         * Without it, what `Accept` says: Markdown where anything will do.
         */
        format?: 'markdown' | 'json' | 'yaml' | 'html';
        /**
         * Whose tokens are counted.
         */
        tokenizer?: 'o200k_base' | 'cl100k_base';
        /**
         * From `next`, or `Link`, of the page before.
         */
        cursor?: string;
        /**
         * Also show text of the sample that reads like instructions to its reader.
         */
        show_suspicious?: 'true' | 'false';
        /**
         * With `Content-Disposition`, to be kept as a file that is named by the content.
         */
        download?: 'true' | 'false';
        /**
         * What has to do with these comes sooner; nothing is dropped for it.
         */
        focus?: Array<'network' | 'file' | 'process' | 'registry' | 'crypto' | 'memory' | 'ui' | 'system' | 'string' | 'other'>;
        /**
         * These kinds of facts alone.
         */
        kinds?: Array<'identity' | 'self_description' | 'capability' | 'finding' | 'import_use' | 'function' | 'string' | 'export' | 'section' | 'resource'>;
    };
    url: '/api/v1/analyze/{id}/report';
};

export type GetReportErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_CHANGED`: The file was analysed anew since the cursor was given. Ask again without it.
     *
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'RESULT_CHANGED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetReportError = GetReportErrors[keyof GetReportErrors];

export type GetReportResponses = {
    /**
     * A page of facts.
     */
    200: {
        success: true;
        data: {
            head: {
                title: string;
                lines: Array<string>;
                mark: string;
            };
            facts: Array<{
                /**
                 * What it is asked for by, such as `fn:0x401000`.
                 */
                ref: string;
                kind?: 'identity' | 'self_description' | 'capability' | 'finding' | 'import_use' | 'function' | 'string' | 'export' | 'section' | 'resource' | 'card' | 'change' | 'similar' | 'path';
                text: string;
                /**
                 * `sample`: some of its words are of the file, and data whatever they say.
                 */
                origin?: 'sample' | 'analysis';
                /**
                 * It comes whole on the next page, with `kind` and `origin`.
                 */
                shortened?: boolean;
            }>;
            /**
             * Of each kind, how many this page shows, and how many there are.
             */
            shown: {
                [key: string]: [
                    number,
                    number
                ];
            };
            /**
             * What the document itself does not have.
             */
            left_out: Array<string>;
            /**
             * The `cursor` of the next page.
             */
            next: string | null;
            /**
             * Of the whole body.
             */
            used_tokens: number;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetReportResponse = GetReportResponses[keyof GetReportResponses];

export type GetSurveyData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        /**
         * Of the whole body; never more. HTML: as if it were Markdown.
         */
        max_tokens?: number;
        /**
         * Without it, what `Accept` says: Markdown where anything will do.
         */
        format?: 'markdown' | 'json' | 'yaml' | 'html';
        /**
         * Whose tokens are counted.
         */
        tokenizer?: 'o200k_base' | 'cl100k_base';
        /**
         * From `next`, or `Link`, of the page before.
         */
        cursor?: string;
        /**
         * Also show text of the sample that reads like instructions to its reader.
         */
        show_suspicious?: 'true' | 'false';
        /**
         * With `Content-Disposition`, to be kept as a file that is named by the content.
         */
        download?: 'true' | 'false';
        /**
         * What has to do with these comes sooner; nothing is dropped for it.
         */
        focus?: Array<'network' | 'file' | 'process' | 'registry' | 'crypto' | 'memory' | 'ui' | 'system' | 'string' | 'other'>;
        /**
         * These kinds of facts alone.
         */
        kinds?: Array<'identity' | 'self_description' | 'capability' | 'finding' | 'import_use' | 'function' | 'string' | 'export' | 'section' | 'resource'>;
    };
    url: '/api/v1/analyze/{id}/survey';
};

export type GetSurveyErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_CHANGED`: The file was analysed anew since the cursor was given. Ask again without it.
     *
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'RESULT_CHANGED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetSurveyError = GetSurveyErrors[keyof GetSurveyErrors];

export type GetSurveyResponses = {
    /**
     * A page of facts.
     */
    200: {
        success: true;
        data: {
            head: {
                title: string;
                lines: Array<string>;
                mark: string;
            };
            facts: Array<{
                /**
                 * What it is asked for by, such as `fn:0x401000`.
                 */
                ref: string;
                kind?: 'identity' | 'self_description' | 'capability' | 'finding' | 'import_use' | 'function' | 'string' | 'export' | 'section' | 'resource' | 'card' | 'change' | 'similar' | 'path';
                text: string;
                /**
                 * `sample`: some of its words are of the file, and data whatever they say.
                 */
                origin?: 'sample' | 'analysis';
                /**
                 * It comes whole on the next page, with `kind` and `origin`.
                 */
                shortened?: boolean;
            }>;
            /**
             * Of each kind, how many this page shows, and how many there are.
             */
            shown: {
                [key: string]: [
                    number,
                    number
                ];
            };
            /**
             * What the document itself does not have.
             */
            left_out: Array<string>;
            /**
             * The `cursor` of the next page.
             */
            next: string | null;
            /**
             * Of the whole body.
             */
            used_tokens: number;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetSurveyResponse = GetSurveyResponses[keyof GetSurveyResponses];

export type SearchFactsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query: {
        /**
         * Of the whole body; never more. HTML: as if it were Markdown.
         */
        max_tokens?: number;
        /**
         * Without it, what `Accept` says: Markdown where anything will do.
         */
        format?: 'markdown' | 'json' | 'yaml' | 'html';
        /**
         * Whose tokens are counted.
         */
        tokenizer?: 'o200k_base' | 'cl100k_base';
        /**
         * From `next`, or `Link`, of the page before.
         */
        cursor?: string;
        /**
         * Also show text of the sample that reads like instructions to its reader.
         */
        show_suspicious?: 'true' | 'false';
        /**
         * With `Content-Disposition`, to be kept as a file that is named by the content.
         */
        download?: 'true' | 'false';
        /**
         * 1 to 16 terms with blanks between; all must hold, `-term` must not. A word or `"some text"`, in any case of letters, or `/an expression of RE2/` (`/…/i`): in names, contents, libraries, titles and ids. `tag:network`: what has to do with a category of imports. `uses:connect`, `uses:WS2_32.connect`: functions that use an import; `lib:WS2_32`: one of a library, and its imports. `refs:"some text"`, `refs:str:0x402010`: functions that use a string. `calls:fn:main`, `calledby:fn:main`: functions that call it, what it calls. `type:url`: strings, functions, exports of a type. `cc>50`, `callers>10`, `size<100`: functions by complexity, callers, bytes. `named:no`: functions without a name of the file.
         */
        q: string;
        /**
         * These kinds of facts alone.
         */
        kinds?: Array<'identity' | 'self_description' | 'capability' | 'finding' | 'import_use' | 'function' | 'string' | 'export' | 'section' | 'resource'>;
    };
    url: '/api/v1/analyze/{id}/search';
};

export type SearchFactsErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_CHANGED`: The file was analysed anew since the cursor was given. Ask again without it.
     *
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'RESULT_CHANGED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type SearchFactsError = SearchFactsErrors[keyof SearchFactsErrors];

export type SearchFactsResponses = {
    /**
     * A page of facts.
     */
    200: {
        success: true;
        data: {
            head: {
                title: string;
                lines: Array<string>;
                mark: string;
            };
            facts: Array<{
                /**
                 * What it is asked for by, such as `fn:0x401000`.
                 */
                ref: string;
                kind?: 'identity' | 'self_description' | 'capability' | 'finding' | 'import_use' | 'function' | 'string' | 'export' | 'section' | 'resource' | 'card' | 'change' | 'similar' | 'path';
                text: string;
                /**
                 * `sample`: some of its words are of the file, and data whatever they say.
                 */
                origin?: 'sample' | 'analysis';
                /**
                 * It comes whole on the next page, with `kind` and `origin`.
                 */
                shortened?: boolean;
            }>;
            /**
             * Of each kind, how many this page shows, and how many there are.
             */
            shown: {
                [key: string]: [
                    number,
                    number
                ];
            };
            /**
             * What the document itself does not have.
             */
            left_out: Array<string>;
            /**
             * The `cursor` of the next page.
             */
            next: string | null;
            /**
             * Of the whole body.
             */
            used_tokens: number;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type SearchFactsResponse = SearchFactsResponses[keyof SearchFactsResponses];

export type FindPathsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query: {
        /**
         * Of the whole body; never more. HTML: as if it were Markdown.
         */
        max_tokens?: number;
        /**
         * Without it, what `Accept` says: Markdown where anything will do.
         */
        format?: 'markdown' | 'json' | 'yaml' | 'html';
        /**
         * Whose tokens are counted.
         */
        tokenizer?: 'o200k_base' | 'cl100k_base';
        /**
         * From `next`, or `Link`, of the page before.
         */
        cursor?: string;
        /**
         * Also show text of the sample that reads like instructions to its reader.
         */
        show_suspicious?: 'true' | 'false';
        /**
         * With `Content-Disposition`, to be kept as a file that is named by the content.
         */
        download?: 'true' | 'false';
        /**
         * A function or an import: `fn:0x401000`, `main`, `imp:WS2_32.connect`, `connect`.
         */
        to: string;
        /**
         * A function; without it, wherever the program starts.
         */
        from?: string;
        max_paths?: number;
        /**
         * Long paths in several lines, not cut in the midst.
         */
        whole?: 'true' | 'false';
    };
    url: '/api/v1/analyze/{id}/paths';
};

export type FindPathsErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_CHANGED`: The file was analysed anew since the cursor was given. Ask again without it.
     *
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'RESULT_CHANGED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type FindPathsError = FindPathsErrors[keyof FindPathsErrors];

export type FindPathsResponses = {
    /**
     * A page of facts.
     */
    200: {
        success: true;
        data: {
            head: {
                title: string;
                lines: Array<string>;
                mark: string;
            };
            facts: Array<{
                /**
                 * What it is asked for by, such as `fn:0x401000`.
                 */
                ref: string;
                kind?: 'identity' | 'self_description' | 'capability' | 'finding' | 'import_use' | 'function' | 'string' | 'export' | 'section' | 'resource' | 'card' | 'change' | 'similar' | 'path';
                text: string;
                /**
                 * `sample`: some of its words are of the file, and data whatever they say.
                 */
                origin?: 'sample' | 'analysis';
                /**
                 * It comes whole on the next page, with `kind` and `origin`.
                 */
                shortened?: boolean;
            }>;
            /**
             * Of each kind, how many this page shows, and how many there are.
             */
            shown: {
                [key: string]: [
                    number,
                    number
                ];
            };
            /**
             * What the document itself does not have.
             */
            left_out: Array<string>;
            /**
             * The `cursor` of the next page.
             */
            next: string | null;
            /**
             * Of the whole body.
             */
            used_tokens: number;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type FindPathsResponse = FindPathsResponses[keyof FindPathsResponses];

export type GetFactData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * As reports show it: `fn:0x401000`, `fn:main`, `str:0x402010`, `imp:WS2_32.connect`, `exp:name`, `sec:.text`, `find:rule-id`, `cap:1`, `res:#0`; or an address or a name. Where several bear the name: 400 with their references.
         */
        ref: string;
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        /**
         * Of the whole body; never more. HTML: as if it were Markdown.
         */
        max_tokens?: number;
        /**
         * Without it, what `Accept` says: Markdown where anything will do.
         */
        format?: 'markdown' | 'json' | 'yaml' | 'html';
        /**
         * Whose tokens are counted.
         */
        tokenizer?: 'o200k_base' | 'cl100k_base';
        /**
         * From `next`, or `Link`, of the page before.
         */
        cursor?: string;
        /**
         * Also show text of the sample that reads like instructions to its reader.
         */
        show_suspicious?: 'true' | 'false';
        /**
         * With `Content-Disposition`, to be kept as a file that is named by the content.
         */
        download?: 'true' | 'false';
        /**
         * What the card of a function has beside its head.
         */
        parts?: Array<'calls' | 'imports' | 'strings' | 'identity' | 'code'>;
    };
    url: '/api/v1/analyze/{id}/facts/{ref}';
};

export type GetFactErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_CHANGED`: The file was analysed anew since the cursor was given. Ask again without it.
     *
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'RESULT_CHANGED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetFactError = GetFactErrors[keyof GetFactErrors];

export type GetFactResponses = {
    /**
     * A page of facts.
     */
    200: {
        success: true;
        data: {
            head: {
                title: string;
                lines: Array<string>;
                mark: string;
            };
            facts: Array<{
                /**
                 * What it is asked for by, such as `fn:0x401000`.
                 */
                ref: string;
                kind?: 'identity' | 'self_description' | 'capability' | 'finding' | 'import_use' | 'function' | 'string' | 'export' | 'section' | 'resource' | 'card' | 'change' | 'similar' | 'path';
                text: string;
                /**
                 * `sample`: some of its words are of the file, and data whatever they say.
                 */
                origin?: 'sample' | 'analysis';
                /**
                 * It comes whole on the next page, with `kind` and `origin`.
                 */
                shortened?: boolean;
            }>;
            /**
             * Of each kind, how many this page shows, and how many there are.
             */
            shown: {
                [key: string]: [
                    number,
                    number
                ];
            };
            /**
             * What the document itself does not have.
             */
            left_out: Array<string>;
            /**
             * The `cursor` of the next page.
             */
            next: string | null;
            /**
             * Of the whole body.
             */
            used_tokens: number;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetFactResponse = GetFactResponses[keyof GetFactResponses];

export type GetFactsData = {
    body: {
        refs: Array<string>;
        parts?: Array<'calls' | 'imports' | 'strings' | 'identity' | 'code'>;
        max_tokens?: number;
        format?: 'markdown' | 'json' | 'yaml' | 'html';
        tokenizer?: 'o200k_base' | 'cl100k_base';
        cursor?: string;
        show_suspicious?: boolean;
    };
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/analyze/{id}/facts';
};

export type GetFactsErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_CHANGED`: The file was analysed anew since the cursor was given. Ask again without it.
     *
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'RESULT_CHANGED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetFactsError = GetFactsErrors[keyof GetFactsErrors];

export type GetFactsResponses = {
    /**
     * A page of facts.
     */
    200: {
        success: true;
        data: {
            head: {
                title: string;
                lines: Array<string>;
                mark: string;
            };
            facts: Array<{
                /**
                 * What it is asked for by, such as `fn:0x401000`.
                 */
                ref: string;
                kind?: 'identity' | 'self_description' | 'capability' | 'finding' | 'import_use' | 'function' | 'string' | 'export' | 'section' | 'resource' | 'card' | 'change' | 'similar' | 'path';
                text: string;
                /**
                 * `sample`: some of its words are of the file, and data whatever they say.
                 */
                origin?: 'sample' | 'analysis';
                /**
                 * It comes whole on the next page, with `kind` and `origin`.
                 */
                shortened?: boolean;
            }>;
            /**
             * Of each kind, how many this page shows, and how many there are.
             */
            shown: {
                [key: string]: [
                    number,
                    number
                ];
            };
            /**
             * What the document itself does not have.
             */
            left_out: Array<string>;
            /**
             * The `cursor` of the next page.
             */
            next: string | null;
            /**
             * Of the whole body.
             */
            used_tokens: number;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetFactsResponse = GetFactsResponses[keyof GetFactsResponses];

export type CompareAnalysesData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the other.
         */
        other: string;
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        /**
         * Of the whole body; never more. HTML: as if it were Markdown.
         */
        max_tokens?: number;
        /**
         * Without it, what `Accept` says: Markdown where anything will do.
         */
        format?: 'markdown' | 'json' | 'yaml' | 'html';
        /**
         * Whose tokens are counted.
         */
        tokenizer?: 'o200k_base' | 'cl100k_base';
        /**
         * From `next`, or `Link`, of the page before.
         */
        cursor?: string;
        /**
         * Also show text of the sample that reads like instructions to its reader.
         */
        show_suspicious?: 'true' | 'false';
        /**
         * With `Content-Disposition`, to be kept as a file that is named by the content.
         */
        download?: 'true' | 'false';
    };
    url: '/api/v1/analyze/{id}/compare/{other}';
};

export type CompareAnalysesErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_CHANGED`: The file was analysed anew since the cursor was given. Ask again without it.
     *
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'RESULT_CHANGED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CompareAnalysesError = CompareAnalysesErrors[keyof CompareAnalysesErrors];

export type CompareAnalysesResponses = {
    /**
     * A page of facts.
     */
    200: {
        success: true;
        data: {
            head: {
                title: string;
                lines: Array<string>;
                mark: string;
            };
            facts: Array<{
                /**
                 * What it is asked for by, such as `fn:0x401000`.
                 */
                ref: string;
                kind?: 'identity' | 'self_description' | 'capability' | 'finding' | 'import_use' | 'function' | 'string' | 'export' | 'section' | 'resource' | 'card' | 'change' | 'similar' | 'path';
                text: string;
                /**
                 * `sample`: some of its words are of the file, and data whatever they say.
                 */
                origin?: 'sample' | 'analysis';
                /**
                 * It comes whole on the next page, with `kind` and `origin`.
                 */
                shortened?: boolean;
            }>;
            /**
             * Of each kind, how many this page shows, and how many there are.
             */
            shown: {
                [key: string]: [
                    number,
                    number
                ];
            };
            /**
             * What the document itself does not have.
             */
            left_out: Array<string>;
            /**
             * The `cursor` of the next page.
             */
            next: string | null;
            /**
             * Of the whole body.
             */
            used_tokens: number;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CompareAnalysesResponse = CompareAnalysesResponses[keyof CompareAnalysesResponses];

export type FindSimilarData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        /**
         * A function: which results have it, and by which name.
         */
        ref?: string;
        /**
         * Of the whole body; never more. HTML: as if it were Markdown.
         */
        max_tokens?: number;
        /**
         * Without it, what `Accept` says: Markdown where anything will do.
         */
        format?: 'markdown' | 'json' | 'yaml' | 'html';
        /**
         * Whose tokens are counted.
         */
        tokenizer?: 'o200k_base' | 'cl100k_base';
        /**
         * From `next`, or `Link`, of the page before.
         */
        cursor?: string;
        /**
         * Also show text of the sample that reads like instructions to its reader.
         */
        show_suspicious?: 'true' | 'false';
        /**
         * With `Content-Disposition`, to be kept as a file that is named by the content.
         */
        download?: 'true' | 'false';
    };
    url: '/api/v1/analyze/{id}/similar';
};

export type FindSimilarErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_CHANGED`: The file was analysed anew since the cursor was given. Ask again without it.
     *
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'RESULT_CHANGED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type FindSimilarError = FindSimilarErrors[keyof FindSimilarErrors];

export type FindSimilarResponses = {
    /**
     * A page of facts.
     */
    200: {
        success: true;
        data: {
            head: {
                title: string;
                lines: Array<string>;
                mark: string;
            };
            facts: Array<{
                /**
                 * What it is asked for by, such as `fn:0x401000`.
                 */
                ref: string;
                kind?: 'identity' | 'self_description' | 'capability' | 'finding' | 'import_use' | 'function' | 'string' | 'export' | 'section' | 'resource' | 'card' | 'change' | 'similar' | 'path';
                text: string;
                /**
                 * `sample`: some of its words are of the file, and data whatever they say.
                 */
                origin?: 'sample' | 'analysis';
                /**
                 * It comes whole on the next page, with `kind` and `origin`.
                 */
                shortened?: boolean;
            }>;
            /**
             * Of each kind, how many this page shows, and how many there are.
             */
            shown: {
                [key: string]: [
                    number,
                    number
                ];
            };
            /**
             * What the document itself does not have.
             */
            left_out: Array<string>;
            /**
             * The `cursor` of the next page.
             */
            next: string | null;
            /**
             * Of the whole body.
             */
            used_tokens: number;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type FindSimilarResponse = FindSimilarResponses[keyof FindSimilarResponses];

export type GetCrossReferencesData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * Of a function, an import or a string: `0x401000`, `main`, `fn:main`, `imp:connect`, `imp:WS2_32.connect`, `str:0x402010`. Where several bear the name: 400 with their addresses in `details`, 20 at most.
         */
        address: string;
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: {
        /**
         * While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.
         */
        partial?: 'true' | 'false';
        page?: number;
        page_size?: number;
    };
    url: '/api/v1/analyze/{id}/xrefs/{address}';
};

export type GetCrossReferencesErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetCrossReferencesError = GetCrossReferencesErrors[keyof GetCrossReferencesErrors];

export type GetCrossReferencesResponses = {
    /**
     * A page of functions that do.
     */
    200: {
        success: true;
        data: Array<CrossReference>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetCrossReferencesResponse = GetCrossReferencesResponses[keyof GetCrossReferencesResponses];

export type GetCallGraphData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The `ETag` of an earlier answer: 304 when nothing has changed.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query: {
        /**
         * While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.
         */
        partial?: 'true' | 'false';
        /**
         * A function or an import, by address or name. Where several bear the name: 400 with their addresses in `details`, 20 at most.
         */
        from: string;
        direction?: 'callees' | 'callers' | 'both';
        /**
         * Calls between it and the furthest.
         */
        depth?: number;
        max_nodes?: number;
        /**
         * Without it, what `Accept` says: JSON, or `text/vnd.graphviz`.
         */
        format?: 'json' | 'dot';
    };
    url: '/api/v1/analyze/{id}/callgraph';
};

export type GetCallGraphErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `ANALYSIS_FAILED`: The analysis ended without a result. The details carry the code of the cause.
     *
     * `ANALYSIS_CANCELLED`: The analysis was cancelled.
     */
    409: {
        success: false;
        error: {
            code: 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RESULT_EXPIRED`: The result is no longer kept. Send the file again.
     */
    410: {
        success: false;
        error: {
            code: 'RESULT_EXPIRED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     *
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'OVERLOADED' | 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetCallGraphError = GetCallGraphErrors[keyof GetCallGraphErrors];

export type GetCallGraphResponses = {
    /**
     * The graph.
     */
    200: {
        success: true;
        data: CallGraph;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * It is still being made; `Retry-After` says when to ask again.
     */
    202: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetCallGraphResponse = GetCallGraphResponses[keyof GetCallGraphResponses];

export type PingMagicData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/ping';
};

export type PingMagicResponses = {
    /**
     * It does.
     */
    200: {
        message: 'pong';
        request_id: string;
    };
};

export type PingMagicResponse = PingMagicResponses[keyof PingMagicResponses];

export type IdentifyContentData = {
    body: Blob | File;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query: {
        /**
         * With a form it may be left out: the part has a name of its own.
         */
        filename: string;
    };
    url: '/v1/magic/content';
};

export type IdentifyContentErrors = {
    /**
     * The file name cannot be one, or there is no body.
     */
    400: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * Neither valid Basic credentials nor a valid API key.
     */
    401: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The body did not arrive in time.
     */
    408: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The content is too large.
     */
    413: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The request line is longer than 8 KB.
     */
    414: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * Too many requests.
     */
    429: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The headers are larger than 16 KB.
     */
    431: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * A fault of ours, or libmagic failed over the file.
     */
    500: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * libmagic is not available, or the service is at its own limits.
     */
    503: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The file was not identified in time.
     */
    504: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * Too little space for the content, now or while it was written.
     */
    507: {
        error: string;
        details?: string;
        request_id: string;
    };
};

export type IdentifyContentError = IdentifyContentErrors[keyof IdentifyContentErrors];

export type IdentifyContentResponses = {
    /**
     * What it is.
     */
    200: {
        request_id: string;
        filename: string;
        /**
         * What `file -b --mime-type` prints.
         */
        mime_type: string;
        /**
         * What `file -b` prints. It may quote the file.
         */
        description: string;
        /**
         * Of text `us-ascii`, `utf-8`, …; of all else `binary`.
         */
        encoding: string;
        /**
         * Usual ones of such a file, without dot.
         */
        extensions: Array<string>;
        /**
         * Bytes.
         */
        size: number;
        /**
         * Null of a file by path that is larger than what may be sent.
         */
        sha256: string | null;
        /**
         * A short name that does not change with libmagic's wording.
         */
        label: string;
        /**
         * By our own reading of its header; null of all else.
         */
        executable: {
            format: 'pe' | 'elf' | 'macho';
            architecture: 'x86' | 'x86_64' | 'arm' | 'arm64' | 'mips' | 'mips64' | 'powerpc' | 'powerpc64' | 'sparc' | 'sparc64' | 'ia64' | 'alpha' | 'hppa' | 's390' | 's390x' | 'superh' | 'm68k' | 'm680x' | 'm88k' | 'riscv32' | 'riscv64' | 'loongarch' | 'bpf' | 'sbpf' | 'amdgpu' | 'cuda' | 've' | 'e2k' | '6502' | '65816' | '8051' | 'i860' | 'i960' | 'arc' | 'avr' | 'avr32' | 'blackfin' | 'c166' | 'cr16' | 'cris' | 'crx' | 'csky' | 'd10v' | 'd30v' | 'dlx' | 'dspic' | 'epiphany' | 'fr30' | 'frv' | 'ft32' | 'h8300' | 'hexagon' | 'ip2k' | 'iq2000' | 'kvx' | 'lanai' | 'lm32' | 'm16c' | 'm32c' | 'm32r' | 'mcore' | 'mep' | 'metag' | 'microblaze' | 'mmix' | 'mn10200' | 'mn10300' | 'moxie' | 'msp430' | 'mt' | 'nds32' | 'nfp' | 'nios2' | 'ns32k' | 'or1k' | 'pdp10' | 'pdp11' | 'pic' | 'picojava' | 'pru' | 'rl78' | 'rx' | 'score' | 'sharc' | 'spu' | 'st100' | 'st200' | 'stm8' | 'tile64' | 'tilegx' | 'tilepro' | 'tms320' | 'tricore' | 'trimedia' | 'unicore' | 'v850' | 'vax' | 'videocore' | 'visium' | 'wasm' | 'we32k' | 'xcore' | 'xgate' | 'xstormy16' | 'xtensa' | 'z80' | 'unknown';
        } | null;
        warnings: Array<{
            code: 'extension_mismatch' | 'trailing_data' | 'multiple_types';
            message: string;
        }>;
    };
};

export type IdentifyContentResponse = IdentifyContentResponses[keyof IdentifyContentResponses];

export type IdentifyPathData = {
    body: {
        /**
         * Relative to the directory `magic.base_dir`.
         */
        path: string;
        /**
         * In place of the last part of the path.
         */
        filename?: string;
    };
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/magic/path';
};

export type IdentifyPathErrors = {
    /**
     * The path or the file name cannot be one, or it is no regular file.
     */
    400: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * Neither valid Basic credentials nor a valid API key.
     */
    401: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The path leads out of the directory, or may not be read.
     */
    403: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * There is no such file.
     */
    404: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The body did not arrive in time.
     */
    408: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The JSON body is too large.
     */
    413: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The request line is longer than 8 KB.
     */
    414: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The body is not application/json.
     */
    415: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * Too many requests.
     */
    429: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The headers are larger than 16 KB.
     */
    431: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * A fault of ours, or libmagic failed over the file.
     */
    500: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * libmagic is not available, or the service is at its own limits.
     */
    503: {
        error: string;
        details?: string;
        request_id: string;
    };
    /**
     * The file was not identified in time.
     */
    504: {
        error: string;
        details?: string;
        request_id: string;
    };
};

export type IdentifyPathError = IdentifyPathErrors[keyof IdentifyPathErrors];

export type IdentifyPathResponses = {
    /**
     * What it is.
     */
    200: {
        request_id: string;
        filename: string;
        /**
         * What `file -b --mime-type` prints.
         */
        mime_type: string;
        /**
         * What `file -b` prints. It may quote the file.
         */
        description: string;
        /**
         * Of text `us-ascii`, `utf-8`, …; of all else `binary`.
         */
        encoding: string;
        /**
         * Usual ones of such a file, without dot.
         */
        extensions: Array<string>;
        /**
         * Bytes.
         */
        size: number;
        /**
         * Null of a file by path that is larger than what may be sent.
         */
        sha256: string | null;
        /**
         * A short name that does not change with libmagic's wording.
         */
        label: string;
        /**
         * By our own reading of its header; null of all else.
         */
        executable: {
            format: 'pe' | 'elf' | 'macho';
            architecture: 'x86' | 'x86_64' | 'arm' | 'arm64' | 'mips' | 'mips64' | 'powerpc' | 'powerpc64' | 'sparc' | 'sparc64' | 'ia64' | 'alpha' | 'hppa' | 's390' | 's390x' | 'superh' | 'm68k' | 'm680x' | 'm88k' | 'riscv32' | 'riscv64' | 'loongarch' | 'bpf' | 'sbpf' | 'amdgpu' | 'cuda' | 've' | 'e2k' | '6502' | '65816' | '8051' | 'i860' | 'i960' | 'arc' | 'avr' | 'avr32' | 'blackfin' | 'c166' | 'cr16' | 'cris' | 'crx' | 'csky' | 'd10v' | 'd30v' | 'dlx' | 'dspic' | 'epiphany' | 'fr30' | 'frv' | 'ft32' | 'h8300' | 'hexagon' | 'ip2k' | 'iq2000' | 'kvx' | 'lanai' | 'lm32' | 'm16c' | 'm32c' | 'm32r' | 'mcore' | 'mep' | 'metag' | 'microblaze' | 'mmix' | 'mn10200' | 'mn10300' | 'moxie' | 'msp430' | 'mt' | 'nds32' | 'nfp' | 'nios2' | 'ns32k' | 'or1k' | 'pdp10' | 'pdp11' | 'pic' | 'picojava' | 'pru' | 'rl78' | 'rx' | 'score' | 'sharc' | 'spu' | 'st100' | 'st200' | 'stm8' | 'tile64' | 'tilegx' | 'tilepro' | 'tms320' | 'tricore' | 'trimedia' | 'unicore' | 'v850' | 'vax' | 'videocore' | 'visium' | 'wasm' | 'we32k' | 'xcore' | 'xgate' | 'xstormy16' | 'xtensa' | 'z80' | 'unknown';
        } | null;
        warnings: Array<{
            code: 'extension_mismatch' | 'trailing_data' | 'multiple_types';
            message: string;
        }>;
    };
};

export type IdentifyPathResponse = IdentifyPathResponses[keyof IdentifyPathResponses];

export type ListBatchesData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: {
        page?: number;
        page_size?: number;
    };
    url: '/api/v1/batches';
};

export type ListBatchesErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListBatchesError = ListBatchesErrors[keyof ListBatchesErrors];

export type ListBatchesResponses = {
    /**
     * A page of batches.
     */
    200: {
        success: true;
        data: Array<{
            batch_id: string;
            /**
             * The key that sent it; `local` while authentication is off.
             */
            api_key_id: string;
            /**
             * Of taking it in. interrupted: what is not among the entries was not taken in.
             */
            state: 'receiving' | 'received' | 'interrupted';
            /**
             * Nothing will change any more.
             */
            ended: boolean;
            created_at: string;
            /**
             * Entries.
             */
            total: number;
            /**
             * By status.
             */
            counts: {
                pending: number;
                processing: number;
                completed: number;
                failed: number;
                cancelled: number;
                refused: number;
                not_taken: number;
                expired: number;
            };
            status_url: string;
            events_url: string;
            report_url: string;
        }>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListBatchesResponse = ListBatchesResponses[keyof ListBatchesResponses];

export type CreateBatchData = {
    body: {
        /**
         * Programs, and archives of them: zip, tar, tar.gz, up to 100 MB each. Repeat the field.
         */
        file: Array<Blob | File>;
        /**
         * Of encrypted zips, such as `infected`.
         */
        password?: string;
    } & AnalyzeRequest;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * A repeat under the same key within 24 hours is answered with the first batch, unless that was interrupted.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/batches';
};

export type CreateBatchErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     *
     * `EMPTY_FILE`: The upload had no bytes.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION' | 'EMPTY_FILE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `REQUEST_TIMEOUT`: The request was not received in time, or too slowly while others waited for its place.
     */
    408: {
        success: false;
        error: {
            code: 'REQUEST_TIMEOUT';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `IDEMPOTENCY_CONFLICT`: The Idempotency-Key was used with another body.
     *
     * `LIMIT_REACHED`: The key has as many of these as it may. Delete one.
     */
    409: {
        success: false;
        error: {
            code: 'IDEMPOTENCY_CONFLICT' | 'LIMIT_REACHED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FILE_TOO_LARGE`: The file is larger than this service accepts.
     */
    413: {
        success: false;
        error: {
            code: 'FILE_TOO_LARGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNSUPPORTED_MEDIA_TYPE`: The Content-Type is not one that the route takes, or the body has a Content-Encoding.
     */
    415: {
        success: false;
        error: {
            code: 'UNSUPPORTED_MEDIA_TYPE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     *
     * `QUOTA_EXCEEDED`: The quota of the month is used up.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED' | 'QUOTA_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     *
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE' | 'OVERLOADED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INSUFFICIENT_STORAGE`: There is too little free space to take the file.
     */
    507: {
        success: false;
        error: {
            code: 'INSUFFICIENT_STORAGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CreateBatchError = CreateBatchErrors[keyof CreateBatchErrors];

export type CreateBatchResponses = {
    /**
     * The batch; `Location` names where it is.
     */
    202: {
        success: true;
        data: {
            batch_id: string;
            /**
             * The key that sent it; `local` while authentication is off.
             */
            api_key_id: string;
            /**
             * Of taking it in. interrupted: what is not among the entries was not taken in.
             */
            state: 'receiving' | 'received' | 'interrupted';
            /**
             * Nothing will change any more.
             */
            ended: boolean;
            created_at: string;
            /**
             * Entries.
             */
            total: number;
            /**
             * By status.
             */
            counts: {
                pending: number;
                processing: number;
                completed: number;
                failed: number;
                cancelled: number;
                refused: number;
                not_taken: number;
                expired: number;
            };
            status_url: string;
            events_url: string;
            report_url: string;
            entries: Array<{
                /**
                 * As the client or the archive calls it, made fit for readers: a label.
                 */
                path: string;
                /**
                 * Bytes; null where it was refused unread.
                 */
                size: number | null;
                sha256: string | null;
                /**
                 * Of its job; or refused, not_taken where taking it in was interrupted, expired where its job is no longer kept.
                 */
                status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'refused' | 'not_taken' | 'expired';
                job_id: string | null;
                risk: number | null;
                verdict: 'ordinary' | 'noteworthy' | 'suspicious' | 'dangerous' | null;
                refusal: {
                    code: 'INVALID_OPTION' | 'INVALID_FILENAME' | 'EMPTY_FILE' | 'UNSUPPORTED_FORMAT' | 'UNAUTHORIZED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONTENT_NOT_AVAILABLE' | 'METHOD_NOT_ALLOWED' | 'REQUEST_TIMEOUT' | 'INVALID_TRANSITION' | 'JOB_ALREADY_ENDED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED' | 'IDEMPOTENCY_CONFLICT' | 'LIMIT_REACHED' | 'RESULT_EXPIRED' | 'RESULT_CHANGED' | 'FILE_TOO_LARGE' | 'URI_TOO_LONG' | 'UNSUPPORTED_MEDIA_TYPE' | 'CORRUPT_BINARY' | 'RATE_LIMIT_EXCEEDED' | 'QUOTA_EXCEEDED' | 'QUEUE_FULL' | 'HEADERS_TOO_LARGE' | 'INTERNAL_ERROR' | 'SERVICE_UNAVAILABLE' | 'OVERLOADED' | 'IDENTIFICATION_TIMEOUT' | 'INSUFFICIENT_STORAGE' | 'ARCHIVE_DAMAGED' | 'ARCHIVE_TOO_LARGE' | 'NESTED_ARCHIVE' | 'NOT_A_FILE' | 'NOT_TAKEN' | 'PASSWORD_NEEDED' | 'PASSWORD_WRONG' | 'UNSUPPORTED_ARCHIVE';
                    message: string;
                    advice: string;
                } | null;
                error: {
                    code: 'ANALYSIS_TIMEOUT' | 'ENGINE_FAILED' | 'SAMPLE_MISSING' | 'SAMPLE_ALTERED' | 'WORKER_LOST' | 'CORRUPT_BINARY' | 'INTERNAL_ERROR';
                    message: string;
                } | null;
                result_url: string | null;
            }>;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CreateBatchResponse = CreateBatchResponses[keyof CreateBatchResponses];

export type CancelBatchData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The batch_id of the answer.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/batches/{id}';
};

export type CancelBatchErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INVALID_TRANSITION`: The job is in a state in which this is impossible.
     */
    409: {
        success: false;
        error: {
            code: 'INVALID_TRANSITION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CancelBatchError = CancelBatchErrors[keyof CancelBatchErrors];

export type CancelBatchResponses = {
    /**
     * The batch afterwards.
     */
    200: {
        success: true;
        data: {
            batch_id: string;
            /**
             * The key that sent it; `local` while authentication is off.
             */
            api_key_id: string;
            /**
             * Of taking it in. interrupted: what is not among the entries was not taken in.
             */
            state: 'receiving' | 'received' | 'interrupted';
            /**
             * Nothing will change any more.
             */
            ended: boolean;
            created_at: string;
            /**
             * Entries.
             */
            total: number;
            /**
             * By status.
             */
            counts: {
                pending: number;
                processing: number;
                completed: number;
                failed: number;
                cancelled: number;
                refused: number;
                not_taken: number;
                expired: number;
            };
            status_url: string;
            events_url: string;
            report_url: string;
            entries: Array<{
                /**
                 * As the client or the archive calls it, made fit for readers: a label.
                 */
                path: string;
                /**
                 * Bytes; null where it was refused unread.
                 */
                size: number | null;
                sha256: string | null;
                /**
                 * Of its job; or refused, not_taken where taking it in was interrupted, expired where its job is no longer kept.
                 */
                status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'refused' | 'not_taken' | 'expired';
                job_id: string | null;
                risk: number | null;
                verdict: 'ordinary' | 'noteworthy' | 'suspicious' | 'dangerous' | null;
                refusal: {
                    code: 'INVALID_OPTION' | 'INVALID_FILENAME' | 'EMPTY_FILE' | 'UNSUPPORTED_FORMAT' | 'UNAUTHORIZED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONTENT_NOT_AVAILABLE' | 'METHOD_NOT_ALLOWED' | 'REQUEST_TIMEOUT' | 'INVALID_TRANSITION' | 'JOB_ALREADY_ENDED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED' | 'IDEMPOTENCY_CONFLICT' | 'LIMIT_REACHED' | 'RESULT_EXPIRED' | 'RESULT_CHANGED' | 'FILE_TOO_LARGE' | 'URI_TOO_LONG' | 'UNSUPPORTED_MEDIA_TYPE' | 'CORRUPT_BINARY' | 'RATE_LIMIT_EXCEEDED' | 'QUOTA_EXCEEDED' | 'QUEUE_FULL' | 'HEADERS_TOO_LARGE' | 'INTERNAL_ERROR' | 'SERVICE_UNAVAILABLE' | 'OVERLOADED' | 'IDENTIFICATION_TIMEOUT' | 'INSUFFICIENT_STORAGE' | 'ARCHIVE_DAMAGED' | 'ARCHIVE_TOO_LARGE' | 'NESTED_ARCHIVE' | 'NOT_A_FILE' | 'NOT_TAKEN' | 'PASSWORD_NEEDED' | 'PASSWORD_WRONG' | 'UNSUPPORTED_ARCHIVE';
                    message: string;
                    advice: string;
                } | null;
                error: {
                    code: 'ANALYSIS_TIMEOUT' | 'ENGINE_FAILED' | 'SAMPLE_MISSING' | 'SAMPLE_ALTERED' | 'WORKER_LOST' | 'CORRUPT_BINARY' | 'INTERNAL_ERROR';
                    message: string;
                } | null;
                result_url: string | null;
            }>;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CancelBatchResponse = CancelBatchResponses[keyof CancelBatchResponses];

export type GetBatchData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The batch_id of the answer.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/batches/{id}';
};

export type GetBatchErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetBatchError = GetBatchErrors[keyof GetBatchErrors];

export type GetBatchResponses = {
    /**
     * The batch.
     */
    200: {
        success: true;
        data: {
            batch_id: string;
            /**
             * The key that sent it; `local` while authentication is off.
             */
            api_key_id: string;
            /**
             * Of taking it in. interrupted: what is not among the entries was not taken in.
             */
            state: 'receiving' | 'received' | 'interrupted';
            /**
             * Nothing will change any more.
             */
            ended: boolean;
            created_at: string;
            /**
             * Entries.
             */
            total: number;
            /**
             * By status.
             */
            counts: {
                pending: number;
                processing: number;
                completed: number;
                failed: number;
                cancelled: number;
                refused: number;
                not_taken: number;
                expired: number;
            };
            status_url: string;
            events_url: string;
            report_url: string;
            entries: Array<{
                /**
                 * As the client or the archive calls it, made fit for readers: a label.
                 */
                path: string;
                /**
                 * Bytes; null where it was refused unread.
                 */
                size: number | null;
                sha256: string | null;
                /**
                 * Of its job; or refused, not_taken where taking it in was interrupted, expired where its job is no longer kept.
                 */
                status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'refused' | 'not_taken' | 'expired';
                job_id: string | null;
                risk: number | null;
                verdict: 'ordinary' | 'noteworthy' | 'suspicious' | 'dangerous' | null;
                refusal: {
                    code: 'INVALID_OPTION' | 'INVALID_FILENAME' | 'EMPTY_FILE' | 'UNSUPPORTED_FORMAT' | 'UNAUTHORIZED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONTENT_NOT_AVAILABLE' | 'METHOD_NOT_ALLOWED' | 'REQUEST_TIMEOUT' | 'INVALID_TRANSITION' | 'JOB_ALREADY_ENDED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED' | 'IDEMPOTENCY_CONFLICT' | 'LIMIT_REACHED' | 'RESULT_EXPIRED' | 'RESULT_CHANGED' | 'FILE_TOO_LARGE' | 'URI_TOO_LONG' | 'UNSUPPORTED_MEDIA_TYPE' | 'CORRUPT_BINARY' | 'RATE_LIMIT_EXCEEDED' | 'QUOTA_EXCEEDED' | 'QUEUE_FULL' | 'HEADERS_TOO_LARGE' | 'INTERNAL_ERROR' | 'SERVICE_UNAVAILABLE' | 'OVERLOADED' | 'IDENTIFICATION_TIMEOUT' | 'INSUFFICIENT_STORAGE' | 'ARCHIVE_DAMAGED' | 'ARCHIVE_TOO_LARGE' | 'NESTED_ARCHIVE' | 'NOT_A_FILE' | 'NOT_TAKEN' | 'PASSWORD_NEEDED' | 'PASSWORD_WRONG' | 'UNSUPPORTED_ARCHIVE';
                    message: string;
                    advice: string;
                } | null;
                error: {
                    code: 'ANALYSIS_TIMEOUT' | 'ENGINE_FAILED' | 'SAMPLE_MISSING' | 'SAMPLE_ALTERED' | 'WORKER_LOST' | 'CORRUPT_BINARY' | 'INTERNAL_ERROR';
                    message: string;
                } | null;
                result_url: string | null;
            }>;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetBatchResponse = GetBatchResponses[keyof GetBatchResponses];

export type StreamBatchEventsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * `end` where the client has the end.
         */
        'Last-Event-ID'?: string;
    };
    path: {
        /**
         * The batch_id of the answer.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/batches/{id}/events';
};

export type StreamBatchEventsErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type StreamBatchEventsError = StreamBatchEventsErrors[keyof StreamBatchEventsErrors];

export type StreamBatchEventsResponses = {
    /**
     * The events; `data` is JSON.
     */
    200: string;
    /**
     * The client has the end: nothing will come.
     */
    204: void;
};

export type StreamBatchEventsResponse = StreamBatchEventsResponses[keyof StreamBatchEventsResponses];

export type GetBatchReportData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The batch_id of the answer.
         */
        id: string;
    };
    query?: {
        format?: 'markdown' | 'json';
    };
    url: '/api/v1/batches/{id}/report';
};

export type GetBatchReportErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetBatchReportError = GetBatchReportErrors[keyof GetBatchReportErrors];

export type GetBatchReportResponses = {
    /**
     * The report.
     */
    200: {
        success: true;
        data: {
            batch_id: string;
            /**
             * The key that sent it; `local` while authentication is off.
             */
            api_key_id: string;
            /**
             * Of taking it in. interrupted: what is not among the entries was not taken in.
             */
            state: 'receiving' | 'received' | 'interrupted';
            /**
             * Nothing will change any more.
             */
            ended: boolean;
            created_at: string;
            /**
             * Entries.
             */
            total: number;
            /**
             * By status.
             */
            counts: {
                pending: number;
                processing: number;
                completed: number;
                failed: number;
                cancelled: number;
                refused: number;
                not_taken: number;
                expired: number;
            };
            status_url: string;
            events_url: string;
            report_url: string;
            entries: Array<{
                /**
                 * As the client or the archive calls it, made fit for readers: a label.
                 */
                path: string;
                /**
                 * Bytes; null where it was refused unread.
                 */
                size: number | null;
                sha256: string | null;
                /**
                 * Of its job; or refused, not_taken where taking it in was interrupted, expired where its job is no longer kept.
                 */
                status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'refused' | 'not_taken' | 'expired';
                job_id: string | null;
                risk: number | null;
                verdict: 'ordinary' | 'noteworthy' | 'suspicious' | 'dangerous' | null;
                refusal: {
                    code: 'INVALID_OPTION' | 'INVALID_FILENAME' | 'EMPTY_FILE' | 'UNSUPPORTED_FORMAT' | 'UNAUTHORIZED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONTENT_NOT_AVAILABLE' | 'METHOD_NOT_ALLOWED' | 'REQUEST_TIMEOUT' | 'INVALID_TRANSITION' | 'JOB_ALREADY_ENDED' | 'ANALYSIS_FAILED' | 'ANALYSIS_CANCELLED' | 'IDEMPOTENCY_CONFLICT' | 'LIMIT_REACHED' | 'RESULT_EXPIRED' | 'RESULT_CHANGED' | 'FILE_TOO_LARGE' | 'URI_TOO_LONG' | 'UNSUPPORTED_MEDIA_TYPE' | 'CORRUPT_BINARY' | 'RATE_LIMIT_EXCEEDED' | 'QUOTA_EXCEEDED' | 'QUEUE_FULL' | 'HEADERS_TOO_LARGE' | 'INTERNAL_ERROR' | 'SERVICE_UNAVAILABLE' | 'OVERLOADED' | 'IDENTIFICATION_TIMEOUT' | 'INSUFFICIENT_STORAGE' | 'ARCHIVE_DAMAGED' | 'ARCHIVE_TOO_LARGE' | 'NESTED_ARCHIVE' | 'NOT_A_FILE' | 'NOT_TAKEN' | 'PASSWORD_NEEDED' | 'PASSWORD_WRONG' | 'UNSUPPORTED_ARCHIVE';
                    message: string;
                    advice: string;
                } | null;
                error: {
                    code: 'ANALYSIS_TIMEOUT' | 'ENGINE_FAILED' | 'SAMPLE_MISSING' | 'SAMPLE_ALTERED' | 'WORKER_LOST' | 'CORRUPT_BINARY' | 'INTERNAL_ERROR';
                    message: string;
                } | null;
                result_url: string | null;
            }>;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetBatchReportResponse = GetBatchReportResponses[keyof GetBatchReportResponses];

export type ListJobsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: {
        status?: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
        /**
         * Only jobs submitted at that time or later.
         */
        since?: string;
        /**
         * Only completed jobs whose result says this.
         */
        verdict?: 'ordinary' | 'noteworthy' | 'suspicious' | 'dangerous';
        /**
         * Only completed jobs with at least this risk score.
         */
        min_risk?: number;
        /**
         * Only jobs over this content.
         */
        sha256?: string;
        page?: number;
        page_size?: number;
    };
    url: '/api/v1/jobs';
};

export type ListJobsErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListJobsError = ListJobsErrors[keyof ListJobsErrors];

export type ListJobsResponses = {
    /**
     * A page of jobs.
     */
    200: {
        success: true;
        data: Array<{
            id: string;
            /**
             * The key that submitted it; `local` while authentication is off.
             */
            api_key_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * Runs that begin before it, of small jobs for a small one; null when it does not wait.
             */
            queue_position: number | null;
            /**
             * From what runs of its depth, format and size usually take and took lately, the queue before it and the workers that are there; for a run that takes longer, from how far it is. Null once it has ended and while no worker is there that can take it.
             */
            estimated_completion: string | null;
            /**
             * Why it waits for more than its turn: no worker is there, or none that can take it. It runs when one comes. Null otherwise.
             */
            waiting_reason: 'no_worker' | 'no_capable_worker' | null;
            /**
             * What the workers that are there lack for it, such as code, medium-memory, large-memory; empty otherwise.
             */
            missing_capabilities: Array<string>;
            priority: number;
            created_at: string;
            updated_at: string;
            started_at: string | null;
            completed_at: string | null;
            worker_id: string | null;
            /**
             * How often a worker has started it, those included that handed it back.
             */
            attempts: number;
            /**
             * Answered from a result that was there, or from the run of another job.
             */
            cached: boolean;
            /**
             * The risk score of its result. Null before it has completed, and where no security scan was asked for.
             */
            risk: number | null;
            /**
             * The score in a word.
             */
            verdict: 'ordinary' | 'noteworthy' | 'suspicious' | 'dangerous' | null;
            file: {
                name: string;
                /**
                 * Bytes.
                 */
                size: number;
                md5: string;
                sha1: string;
                sha256: string;
                format: 'pe' | 'elf' | 'macho';
                architecture: 'x86' | 'x86_64' | 'arm' | 'arm64' | 'mips' | 'mips64' | 'powerpc' | 'powerpc64' | 'sparc' | 'sparc64' | 'ia64' | 'alpha' | 'hppa' | 's390' | 's390x' | 'superh' | 'm68k' | 'm680x' | 'm88k' | 'riscv32' | 'riscv64' | 'loongarch' | 'bpf' | 'sbpf' | 'amdgpu' | 'cuda' | 've' | 'e2k' | '6502' | '65816' | '8051' | 'i860' | 'i960' | 'arc' | 'avr' | 'avr32' | 'blackfin' | 'c166' | 'cr16' | 'cris' | 'crx' | 'csky' | 'd10v' | 'd30v' | 'dlx' | 'dspic' | 'epiphany' | 'fr30' | 'frv' | 'ft32' | 'h8300' | 'hexagon' | 'ip2k' | 'iq2000' | 'kvx' | 'lanai' | 'lm32' | 'm16c' | 'm32c' | 'm32r' | 'mcore' | 'mep' | 'metag' | 'microblaze' | 'mmix' | 'mn10200' | 'mn10300' | 'moxie' | 'msp430' | 'mt' | 'nds32' | 'nfp' | 'nios2' | 'ns32k' | 'or1k' | 'pdp10' | 'pdp11' | 'pic' | 'picojava' | 'pru' | 'rl78' | 'rx' | 'score' | 'sharc' | 'spu' | 'st100' | 'st200' | 'stm8' | 'tile64' | 'tilegx' | 'tilepro' | 'tms320' | 'tricore' | 'trimedia' | 'unicore' | 'v850' | 'vax' | 'videocore' | 'visium' | 'wasm' | 'we32k' | 'xcore' | 'xgate' | 'xstormy16' | 'xtensa' | 'z80' | 'unknown';
                bits: 32 | 64;
                endianness: 'little' | 'big';
            };
            analysis_config: {
                analysis_depth: 'quick' | 'standard' | 'comprehensive';
                focus_areas: Array<'security' | 'functions' | 'strings' | 'imports' | 'exports'>;
                timeout_seconds: number;
                enable_security_scan: boolean;
                force_reanalysis: boolean;
                /**
                 * Their names.
                 */
                custom_patterns: Array<string>;
            };
            stages: Array<{
                name: 'intake' | 'structure' | 'code' | 'depth' | 'meaning';
                status: 'running' | 'ok' | 'partial' | 'timeout' | 'failed' | 'skipped';
                elapsed_ms: number | null;
                /**
                 * Why it is not ok.
                 */
                reason: string | null;
            }>;
            error: {
                code: 'ANALYSIS_TIMEOUT' | 'ENGINE_FAILED' | 'SAMPLE_MISSING' | 'SAMPLE_ALTERED' | 'WORKER_LOST' | 'CORRUPT_BINARY' | 'INTERNAL_ERROR';
                message: string;
            } | null;
            status_url: string;
            result_url: string;
            events_url: string;
        }>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListJobsResponse = ListJobsResponses[keyof ListJobsResponses];

export type CancelJobData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/jobs/{id}';
};

export type CancelJobErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `JOB_ALREADY_ENDED`: The job has ended already.
     */
    409: {
        success: false;
        error: {
            code: 'JOB_ALREADY_ENDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CancelJobError = CancelJobErrors[keyof CancelJobErrors];

export type CancelJobResponses = {
    /**
     * The job, cancelled.
     */
    200: {
        success: true;
        data: {
            id: string;
            /**
             * The key that submitted it; `local` while authentication is off.
             */
            api_key_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * Runs that begin before it, of small jobs for a small one; null when it does not wait.
             */
            queue_position: number | null;
            /**
             * From what runs of its depth, format and size usually take and took lately, the queue before it and the workers that are there; for a run that takes longer, from how far it is. Null once it has ended and while no worker is there that can take it.
             */
            estimated_completion: string | null;
            /**
             * Why it waits for more than its turn: no worker is there, or none that can take it. It runs when one comes. Null otherwise.
             */
            waiting_reason: 'no_worker' | 'no_capable_worker' | null;
            /**
             * What the workers that are there lack for it, such as code, medium-memory, large-memory; empty otherwise.
             */
            missing_capabilities: Array<string>;
            priority: number;
            created_at: string;
            updated_at: string;
            started_at: string | null;
            completed_at: string | null;
            worker_id: string | null;
            /**
             * How often a worker has started it, those included that handed it back.
             */
            attempts: number;
            /**
             * Answered from a result that was there, or from the run of another job.
             */
            cached: boolean;
            /**
             * The risk score of its result. Null before it has completed, and where no security scan was asked for.
             */
            risk: number | null;
            /**
             * The score in a word.
             */
            verdict: 'ordinary' | 'noteworthy' | 'suspicious' | 'dangerous' | null;
            file: {
                name: string;
                /**
                 * Bytes.
                 */
                size: number;
                md5: string;
                sha1: string;
                sha256: string;
                format: 'pe' | 'elf' | 'macho';
                architecture: 'x86' | 'x86_64' | 'arm' | 'arm64' | 'mips' | 'mips64' | 'powerpc' | 'powerpc64' | 'sparc' | 'sparc64' | 'ia64' | 'alpha' | 'hppa' | 's390' | 's390x' | 'superh' | 'm68k' | 'm680x' | 'm88k' | 'riscv32' | 'riscv64' | 'loongarch' | 'bpf' | 'sbpf' | 'amdgpu' | 'cuda' | 've' | 'e2k' | '6502' | '65816' | '8051' | 'i860' | 'i960' | 'arc' | 'avr' | 'avr32' | 'blackfin' | 'c166' | 'cr16' | 'cris' | 'crx' | 'csky' | 'd10v' | 'd30v' | 'dlx' | 'dspic' | 'epiphany' | 'fr30' | 'frv' | 'ft32' | 'h8300' | 'hexagon' | 'ip2k' | 'iq2000' | 'kvx' | 'lanai' | 'lm32' | 'm16c' | 'm32c' | 'm32r' | 'mcore' | 'mep' | 'metag' | 'microblaze' | 'mmix' | 'mn10200' | 'mn10300' | 'moxie' | 'msp430' | 'mt' | 'nds32' | 'nfp' | 'nios2' | 'ns32k' | 'or1k' | 'pdp10' | 'pdp11' | 'pic' | 'picojava' | 'pru' | 'rl78' | 'rx' | 'score' | 'sharc' | 'spu' | 'st100' | 'st200' | 'stm8' | 'tile64' | 'tilegx' | 'tilepro' | 'tms320' | 'tricore' | 'trimedia' | 'unicore' | 'v850' | 'vax' | 'videocore' | 'visium' | 'wasm' | 'we32k' | 'xcore' | 'xgate' | 'xstormy16' | 'xtensa' | 'z80' | 'unknown';
                bits: 32 | 64;
                endianness: 'little' | 'big';
            };
            analysis_config: {
                analysis_depth: 'quick' | 'standard' | 'comprehensive';
                focus_areas: Array<'security' | 'functions' | 'strings' | 'imports' | 'exports'>;
                timeout_seconds: number;
                enable_security_scan: boolean;
                force_reanalysis: boolean;
                /**
                 * Their names.
                 */
                custom_patterns: Array<string>;
            };
            stages: Array<{
                name: 'intake' | 'structure' | 'code' | 'depth' | 'meaning';
                status: 'running' | 'ok' | 'partial' | 'timeout' | 'failed' | 'skipped';
                elapsed_ms: number | null;
                /**
                 * Why it is not ok.
                 */
                reason: string | null;
            }>;
            error: {
                code: 'ANALYSIS_TIMEOUT' | 'ENGINE_FAILED' | 'SAMPLE_MISSING' | 'SAMPLE_ALTERED' | 'WORKER_LOST' | 'CORRUPT_BINARY' | 'INTERNAL_ERROR';
                message: string;
            } | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CancelJobResponse = CancelJobResponses[keyof CancelJobResponses];

export type GetJobData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/jobs/{id}';
};

export type GetJobErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetJobError = GetJobErrors[keyof GetJobErrors];

export type GetJobResponses = {
    /**
     * The job.
     */
    200: {
        success: true;
        data: {
            id: string;
            /**
             * The key that submitted it; `local` while authentication is off.
             */
            api_key_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * Runs that begin before it, of small jobs for a small one; null when it does not wait.
             */
            queue_position: number | null;
            /**
             * From what runs of its depth, format and size usually take and took lately, the queue before it and the workers that are there; for a run that takes longer, from how far it is. Null once it has ended and while no worker is there that can take it.
             */
            estimated_completion: string | null;
            /**
             * Why it waits for more than its turn: no worker is there, or none that can take it. It runs when one comes. Null otherwise.
             */
            waiting_reason: 'no_worker' | 'no_capable_worker' | null;
            /**
             * What the workers that are there lack for it, such as code, medium-memory, large-memory; empty otherwise.
             */
            missing_capabilities: Array<string>;
            priority: number;
            created_at: string;
            updated_at: string;
            started_at: string | null;
            completed_at: string | null;
            worker_id: string | null;
            /**
             * How often a worker has started it, those included that handed it back.
             */
            attempts: number;
            /**
             * Answered from a result that was there, or from the run of another job.
             */
            cached: boolean;
            /**
             * The risk score of its result. Null before it has completed, and where no security scan was asked for.
             */
            risk: number | null;
            /**
             * The score in a word.
             */
            verdict: 'ordinary' | 'noteworthy' | 'suspicious' | 'dangerous' | null;
            file: {
                name: string;
                /**
                 * Bytes.
                 */
                size: number;
                md5: string;
                sha1: string;
                sha256: string;
                format: 'pe' | 'elf' | 'macho';
                architecture: 'x86' | 'x86_64' | 'arm' | 'arm64' | 'mips' | 'mips64' | 'powerpc' | 'powerpc64' | 'sparc' | 'sparc64' | 'ia64' | 'alpha' | 'hppa' | 's390' | 's390x' | 'superh' | 'm68k' | 'm680x' | 'm88k' | 'riscv32' | 'riscv64' | 'loongarch' | 'bpf' | 'sbpf' | 'amdgpu' | 'cuda' | 've' | 'e2k' | '6502' | '65816' | '8051' | 'i860' | 'i960' | 'arc' | 'avr' | 'avr32' | 'blackfin' | 'c166' | 'cr16' | 'cris' | 'crx' | 'csky' | 'd10v' | 'd30v' | 'dlx' | 'dspic' | 'epiphany' | 'fr30' | 'frv' | 'ft32' | 'h8300' | 'hexagon' | 'ip2k' | 'iq2000' | 'kvx' | 'lanai' | 'lm32' | 'm16c' | 'm32c' | 'm32r' | 'mcore' | 'mep' | 'metag' | 'microblaze' | 'mmix' | 'mn10200' | 'mn10300' | 'moxie' | 'msp430' | 'mt' | 'nds32' | 'nfp' | 'nios2' | 'ns32k' | 'or1k' | 'pdp10' | 'pdp11' | 'pic' | 'picojava' | 'pru' | 'rl78' | 'rx' | 'score' | 'sharc' | 'spu' | 'st100' | 'st200' | 'stm8' | 'tile64' | 'tilegx' | 'tilepro' | 'tms320' | 'tricore' | 'trimedia' | 'unicore' | 'v850' | 'vax' | 'videocore' | 'visium' | 'wasm' | 'we32k' | 'xcore' | 'xgate' | 'xstormy16' | 'xtensa' | 'z80' | 'unknown';
                bits: 32 | 64;
                endianness: 'little' | 'big';
            };
            analysis_config: {
                analysis_depth: 'quick' | 'standard' | 'comprehensive';
                focus_areas: Array<'security' | 'functions' | 'strings' | 'imports' | 'exports'>;
                timeout_seconds: number;
                enable_security_scan: boolean;
                force_reanalysis: boolean;
                /**
                 * Their names.
                 */
                custom_patterns: Array<string>;
            };
            stages: Array<{
                name: 'intake' | 'structure' | 'code' | 'depth' | 'meaning';
                status: 'running' | 'ok' | 'partial' | 'timeout' | 'failed' | 'skipped';
                elapsed_ms: number | null;
                /**
                 * Why it is not ok.
                 */
                reason: string | null;
            }>;
            error: {
                code: 'ANALYSIS_TIMEOUT' | 'ENGINE_FAILED' | 'SAMPLE_MISSING' | 'SAMPLE_ALTERED' | 'WORKER_LOST' | 'CORRUPT_BINARY' | 'INTERNAL_ERROR';
                message: string;
            } | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetJobResponse = GetJobResponses[keyof GetJobResponses];

export type GetJobStatusData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/jobs/{id}/status';
};

export type GetJobStatusErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetJobStatusError = GetJobStatusErrors[keyof GetJobStatusErrors];

export type GetJobStatusResponses = {
    /**
     * The state of the job.
     */
    200: {
        success: true;
        data: {
            job_id: string;
            status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
            progress: number;
            stage: 'intake' | 'structure' | 'code' | 'depth' | 'meaning' | null;
            /**
             * 0 for the next one; null when it does not wait.
             */
            queue_position: number | null;
            status_url: string;
            result_url: string;
            events_url: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetJobStatusResponse = GetJobStatusResponses[keyof GetJobStatusResponses];

export type StreamJobEventsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
        /**
         * The id of the last event that the client has.
         */
        'Last-Event-ID'?: string;
    };
    path: {
        /**
         * The job_id of the submission.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/jobs/{id}/events';
};

export type StreamJobEventsErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type StreamJobEventsError = StreamJobEventsErrors[keyof StreamJobEventsErrors];

export type StreamJobEventsResponses = {
    /**
     * The events; `data` is JSON.
     */
    200: string;
    /**
     * The job has ended and the client has its last event: nothing will come.
     */
    204: void;
};

export type StreamJobEventsResponse = StreamJobEventsResponses[keyof StreamJobEventsResponses];

export type PrepareUploadData = {
    body: UploadRequest;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/upload';
};

export type PrepareUploadErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     *
     * `INVALID_FILENAME`: The file name is empty or longer than 255 characters.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION' | 'INVALID_FILENAME';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `REQUEST_TIMEOUT`: The request was not received in time, or too slowly while others waited for its place.
     */
    408: {
        success: false;
        error: {
            code: 'REQUEST_TIMEOUT';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FILE_TOO_LARGE`: The file is larger than this service accepts.
     */
    413: {
        success: false;
        error: {
            code: 'FILE_TOO_LARGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNSUPPORTED_MEDIA_TYPE`: The Content-Type is not one that the route takes, or the body has a Content-Encoding.
     */
    415: {
        success: false;
        error: {
            code: 'UNSUPPORTED_MEDIA_TYPE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     *
     * `QUOTA_EXCEEDED`: The quota of the month is used up.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED' | 'QUOTA_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type PrepareUploadError = PrepareUploadErrors[keyof PrepareUploadErrors];

export type PrepareUploadResponses = {
    /**
     * Where to send it.
     */
    201: {
        success: true;
        data: {
            upload_id: string;
            /**
             * A path of this service, or an absolute address elsewhere.
             */
            upload_url: string;
            method: 'PUT';
            /**
             * To be sent with it, as they are.
             */
            headers: {
                [key: string]: string;
            };
            expires_at: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type PrepareUploadResponse = PrepareUploadResponses[keyof PrepareUploadResponses];

export type SendUploadData = {
    body: Blob | File;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        id: string;
    };
    query: {
        expires: number;
        signature: string;
    };
    url: '/api/v1/upload/{id}';
};

export type SendUploadErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     *
     * `EMPTY_FILE`: The upload had no bytes.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION' | 'EMPTY_FILE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FORBIDDEN`: The key may not do this.
     */
    403: {
        success: false;
        error: {
            code: 'FORBIDDEN';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `REQUEST_TIMEOUT`: The request was not received in time, or too slowly while others waited for its place.
     */
    408: {
        success: false;
        error: {
            code: 'REQUEST_TIMEOUT';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INVALID_TRANSITION`: The job is in a state in which this is impossible.
     */
    409: {
        success: false;
        error: {
            code: 'INVALID_TRANSITION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FILE_TOO_LARGE`: The file is larger than this service accepts.
     */
    413: {
        success: false;
        error: {
            code: 'FILE_TOO_LARGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     *
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE' | 'OVERLOADED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INSUFFICIENT_STORAGE`: There is too little free space to take the file.
     */
    507: {
        success: false;
        error: {
            code: 'INSUFFICIENT_STORAGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type SendUploadError = SendUploadErrors[keyof SendUploadErrors];

export type SendUploadResponses = {
    /**
     * It has arrived.
     */
    200: {
        success: true;
        data: {
            upload_id: string;
            size: number;
            sha256: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type SendUploadResponse = SendUploadResponses[keyof SendUploadResponses];

export type ValidateUploadData = {
    body: ValidateUploadRequest;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/upload/validate';
};

export type ValidateUploadErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     *
     * `EMPTY_FILE`: The upload had no bytes.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION' | 'EMPTY_FILE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `REQUEST_TIMEOUT`: The request was not received in time, or too slowly while others waited for its place.
     */
    408: {
        success: false;
        error: {
            code: 'REQUEST_TIMEOUT';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INVALID_TRANSITION`: The job is in a state in which this is impossible.
     */
    409: {
        success: false;
        error: {
            code: 'INVALID_TRANSITION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FILE_TOO_LARGE`: The file is larger than this service accepts.
     */
    413: {
        success: false;
        error: {
            code: 'FILE_TOO_LARGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNSUPPORTED_MEDIA_TYPE`: The Content-Type is not one that the route takes, or the body has a Content-Encoding.
     */
    415: {
        success: false;
        error: {
            code: 'UNSUPPORTED_MEDIA_TYPE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     *
     * `OVERLOADED`: The service is at its own limits. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE' | 'OVERLOADED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INSUFFICIENT_STORAGE`: There is too little free space to take the file.
     */
    507: {
        success: false;
        error: {
            code: 'INSUFFICIENT_STORAGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ValidateUploadError = ValidateUploadErrors[keyof ValidateUploadErrors];

export type ValidateUploadResponses = {
    /**
     * What it is.
     */
    200: {
        success: true;
        data: {
            valid: boolean;
            detected_format: string | null;
            mime_type: string | null;
            size: number | null;
            sha256: string | null;
            problems: Array<string>;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ValidateUploadResponse = ValidateUploadResponses[keyof ValidateUploadResponses];

export type ValidateKeyData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/auth/validate';
};

export type ValidateKeyErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ValidateKeyError = ValidateKeyErrors[keyof ValidateKeyErrors];

export type ValidateKeyResponses = {
    /**
     * The key is valid.
     */
    200: {
        success: true;
        data: {
            /**
             * A UUID; `local` while authentication is off, `basic:NAME` for a Basic user.
             */
            key_id: string;
            name: string;
            user_id: string | null;
            role: 'admin' | 'user';
            /**
             * Submissions in a calendar month (UTC); null: any number.
             */
            usage_quota: number | null;
            /**
             * Submissions accepted in this month.
             */
            usage_count: number;
            /**
             * Rate limits of its own; null: all as configured.
             */
            limits: {
                submissions_per_hour?: number;
                submissions_burst?: number;
                reads_per_hour?: number;
                reads_burst?: number;
            } | null;
            created_at: string | null;
            /**
             * To the minute.
             */
            last_used: string | null;
            expires_at: string | null;
            /**
             * Neither revoked nor expired.
             */
            active: boolean;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ValidateKeyResponse = ValidateKeyResponses[keyof ValidateKeyResponses];

export type ListKeysData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: {
        page?: number;
        page_size?: number;
    };
    url: '/api/v1/auth/keys';
};

export type ListKeysErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FORBIDDEN`: The key may not do this.
     */
    403: {
        success: false;
        error: {
            code: 'FORBIDDEN';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListKeysError = ListKeysErrors[keyof ListKeysErrors];

export type ListKeysResponses = {
    /**
     * A page of keys.
     */
    200: {
        success: true;
        data: Array<{
            /**
             * A UUID; `local` while authentication is off, `basic:NAME` for a Basic user.
             */
            key_id: string;
            name: string;
            user_id: string | null;
            role: 'admin' | 'user';
            /**
             * Submissions in a calendar month (UTC); null: any number.
             */
            usage_quota: number | null;
            /**
             * Submissions accepted in this month.
             */
            usage_count: number;
            /**
             * Rate limits of its own; null: all as configured.
             */
            limits: {
                submissions_per_hour?: number;
                submissions_burst?: number;
                reads_per_hour?: number;
                reads_burst?: number;
            } | null;
            created_at: string | null;
            /**
             * To the minute.
             */
            last_used: string | null;
            expires_at: string | null;
            /**
             * Neither revoked nor expired.
             */
            active: boolean;
        }>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListKeysResponse = ListKeysResponses[keyof ListKeysResponses];

export type CreateKeyData = {
    body: CreateKeyRequest;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/auth/keys';
};

export type CreateKeyErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FORBIDDEN`: The key may not do this.
     */
    403: {
        success: false;
        error: {
            code: 'FORBIDDEN';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `REQUEST_TIMEOUT`: The request was not received in time, or too slowly while others waited for its place.
     */
    408: {
        success: false;
        error: {
            code: 'REQUEST_TIMEOUT';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FILE_TOO_LARGE`: The file is larger than this service accepts.
     */
    413: {
        success: false;
        error: {
            code: 'FILE_TOO_LARGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNSUPPORTED_MEDIA_TYPE`: The Content-Type is not one that the route takes, or the body has a Content-Encoding.
     */
    415: {
        success: false;
        error: {
            code: 'UNSUPPORTED_MEDIA_TYPE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CreateKeyError = CreateKeyErrors[keyof CreateKeyErrors];

export type CreateKeyResponses = {
    /**
     * The key was made.
     */
    201: {
        success: true;
        data: {
            /**
             * A UUID; `local` while authentication is off, `basic:NAME` for a Basic user.
             */
            key_id: string;
            name: string;
            user_id: string | null;
            role: 'admin' | 'user';
            /**
             * Submissions in a calendar month (UTC); null: any number.
             */
            usage_quota: number | null;
            /**
             * Submissions accepted in this month.
             */
            usage_count: number;
            /**
             * Rate limits of its own; null: all as configured.
             */
            limits: {
                submissions_per_hour?: number;
                submissions_burst?: number;
                reads_per_hour?: number;
                reads_burst?: number;
            } | null;
            created_at: string | null;
            /**
             * To the minute.
             */
            last_used: string | null;
            expires_at: string | null;
            /**
             * Neither revoked nor expired.
             */
            active: boolean;
            /**
             * The key itself, shown this once.
             */
            key: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CreateKeyResponse = CreateKeyResponses[keyof CreateKeyResponses];

export type RevokeKeyData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The key_id.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/auth/keys/{id}';
};

export type RevokeKeyErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FORBIDDEN`: The key may not do this.
     */
    403: {
        success: false;
        error: {
            code: 'FORBIDDEN';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type RevokeKeyError = RevokeKeyErrors[keyof RevokeKeyErrors];

export type RevokeKeyResponses = {
    /**
     * The key is revoked.
     */
    200: {
        success: true;
        data: {
            key_id: string;
            active: false;
            revoked_at: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type RevokeKeyResponse = RevokeKeyResponses[keyof RevokeKeyResponses];

export type ListAuditData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: {
        page?: number;
        page_size?: number;
    };
    url: '/api/v1/admin/audit';
};

export type ListAuditErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FORBIDDEN`: The key may not do this.
     */
    403: {
        success: false;
        error: {
            code: 'FORBIDDEN';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListAuditError = ListAuditErrors[keyof ListAuditErrors];

export type ListAuditResponses = {
    /**
     * A page of entries.
     */
    200: {
        success: true;
        data: Array<{
            timestamp: string;
            api_key_id: string;
            operation: 'submit_analysis' | 'submit_batch' | 'create_upload' | 'read_result' | 'delete_result' | 'cancel_job' | 'cancel_batch' | 'create_key' | 'revoke_key' | 'invalidate_cache' | 'create_webhook' | 'change_webhook' | 'rotate_webhook_secret' | 'delete_webhook';
            /**
             * Of the job, key, upload, or what else it was about.
             */
            resource_id: string;
        }>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListAuditResponse = ListAuditResponses[keyof ListAuditResponses];

export type GetCacheStatisticsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/admin/cache';
};

export type GetCacheStatisticsErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FORBIDDEN`: The key may not do this.
     */
    403: {
        success: false;
        error: {
            code: 'FORBIDDEN';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetCacheStatisticsError = GetCacheStatisticsErrors[keyof GetCacheStatisticsErrors];

export type GetCacheStatisticsResponses = {
    /**
     * The figures.
     */
    200: {
        success: true;
        data: {
            /**
             * Stored results.
             */
            entries: number;
            /**
             * As stored.
             */
            bytes: number;
            /**
             * 0: left to Redis.
             */
            max_bytes: number;
            hits: number;
            misses: number;
            /**
             * Null before the first reading.
             */
            hit_rate: number | null;
            /**
             * Seconds that results are kept, from when they were stored.
             */
            average_ttl: number;
            /**
             * Stored bytes for each byte before compression; null without entries.
             */
            compression_ratio: number | null;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetCacheStatisticsResponse = GetCacheStatisticsResponses[keyof GetCacheStatisticsResponses];

export type InvalidateCacheData = {
    body: InvalidateCacheRequest;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/admin/cache/invalidate';
};

export type InvalidateCacheErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FORBIDDEN`: The key may not do this.
     */
    403: {
        success: false;
        error: {
            code: 'FORBIDDEN';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `REQUEST_TIMEOUT`: The request was not received in time, or too slowly while others waited for its place.
     */
    408: {
        success: false;
        error: {
            code: 'REQUEST_TIMEOUT';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FILE_TOO_LARGE`: The file is larger than this service accepts.
     */
    413: {
        success: false;
        error: {
            code: 'FILE_TOO_LARGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNSUPPORTED_MEDIA_TYPE`: The Content-Type is not one that the route takes, or the body has a Content-Encoding.
     */
    415: {
        success: false;
        error: {
            code: 'UNSUPPORTED_MEDIA_TYPE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type InvalidateCacheError = InvalidateCacheErrors[keyof InvalidateCacheErrors];

export type InvalidateCacheResponses = {
    /**
     * How many were removed.
     */
    200: {
        success: true;
        data: {
            invalidated: number;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type InvalidateCacheResponse = InvalidateCacheResponses[keyof InvalidateCacheResponses];

export type GetQueueData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/admin/queue';
};

export type GetQueueErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FORBIDDEN`: The key may not do this.
     */
    403: {
        success: false;
        error: {
            code: 'FORBIDDEN';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetQueueError = GetQueueErrors[keyof GetQueueErrors];

export type GetQueueResponses = {
    /**
     * The queue.
     */
    200: {
        success: true;
        data: {
            queue_depth: {
                waiting: number;
                active: number;
                /**
                 * Waiting jobs by priority, "0" to "10"; raised ones count where they were raised to.
                 */
                by_priority: {
                    [key: string]: number;
                };
                /**
                 * Waiting jobs that no worker that is there can take; they run when one comes.
                 */
                unservable: number;
            };
            active_workers: number;
            /**
             * 0 to 1.
             */
            average_worker_utilization: number | null;
            /**
             * Null until measured.
             */
            average_processing_time_seconds: number | null;
            /**
             * Null until measured.
             */
            average_wait_seconds: number | null;
            /**
             * up above 10 waiting jobs per worker, down below 2.
             */
            recommendation: 'up' | 'keep' | 'down';
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetQueueResponse = GetQueueResponses[keyof GetQueueResponses];

export type ListWorkersData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/admin/workers';
};

export type ListWorkersErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FORBIDDEN`: The key may not do this.
     */
    403: {
        success: false;
        error: {
            code: 'FORBIDDEN';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListWorkersError = ListWorkersErrors[keyof ListWorkersErrors];

export type ListWorkersResponses = {
    /**
     * The workers, by name.
     */
    200: {
        success: true;
        data: Array<{
            worker_id: string;
            host: string;
            registered_at: string;
            status: 'idle' | 'busy' | 'full' | 'faulty';
            /**
             * Why it cannot analyse as it should.
             */
            fault: string | null;
            /**
             * When it last reported itself.
             */
            heartbeat: string;
            current_load: number;
            processed_jobs: number;
            capabilities: {
                /**
                 * Jobs that it runs at once.
                 */
                concurrency: number;
                /**
                 * Of these, slots that take small jobs only.
                 */
                small_job_slots: number;
                /**
                 * What it has beyond what every worker has: code (radare2 looks at code: standard and comprehensive depth), medium-memory and large-memory. It takes no job that needs more.
                 */
                has: Array<string>;
                /**
                 * MB of the largest file that it takes, at comprehensive depth a tenth of it. Null: any.
                 */
                largest_file_mb: number | null;
                depths: Array<'quick' | 'standard' | 'comprehensive'>;
                formats: Array<'pe' | 'elf' | 'macho'>;
            };
            versions: {
                radare2: string | null;
                engine: string | null;
            };
            sandbox_tier: 'bwrap' | 'landlock' | 'off' | 'none' | null;
        }>;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListWorkersResponse = ListWorkersResponses[keyof ListWorkersResponses];

export type ListFeaturesData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/admin/features';
};

export type ListFeaturesErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FORBIDDEN`: The key may not do this.
     */
    403: {
        success: false;
        error: {
            code: 'FORBIDDEN';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListFeaturesError = ListFeaturesErrors[keyof ListFeaturesErrors];

export type ListFeaturesResponses = {
    /**
     * Every flag.
     */
    200: {
        success: true;
        data: Array<{
            /**
             * As in a configuration file, below `[features]`.
             */
            name: string;
            /**
             * What sets it.
             */
            variable: string;
            enabled: boolean;
            /**
             * Where its value comes from; `environment`: a variable, or a line of an `.env` file.
             */
            source: 'default' | 'file' | 'environment';
            /**
             * What it switches.
             */
            description: string;
        }>;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListFeaturesResponse = ListFeaturesResponses[keyof ListFeaturesResponses];

export type GetFormatsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/formats';
};

export type GetFormatsErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetFormatsError = GetFormatsErrors[keyof GetFormatsErrors];

export type GetFormatsResponses = {
    /**
     * Formats, architectures, depths, focus areas, rules of findings and limits.
     */
    200: {
        success: true;
        data: {
            formats: Array<{
                name: 'pe' | 'elf' | 'macho';
                description: string;
            }>;
            kinds: Array<'executable' | 'shared_library' | 'relocatable' | 'driver' | 'core' | 'other'>;
            architectures: Array<'x86' | 'x86_64' | 'arm' | 'arm64' | 'mips' | 'mips64' | 'powerpc' | 'powerpc64' | 'sparc' | 'sparc64' | 'ia64' | 'alpha' | 'hppa' | 's390' | 's390x' | 'superh' | 'm68k' | 'm680x' | 'm88k' | 'riscv32' | 'riscv64' | 'loongarch' | 'bpf' | 'sbpf' | 'amdgpu' | 'cuda' | 've' | 'e2k' | '6502' | '65816' | '8051' | 'i860' | 'i960' | 'arc' | 'avr' | 'avr32' | 'blackfin' | 'c166' | 'cr16' | 'cris' | 'crx' | 'csky' | 'd10v' | 'd30v' | 'dlx' | 'dspic' | 'epiphany' | 'fr30' | 'frv' | 'ft32' | 'h8300' | 'hexagon' | 'ip2k' | 'iq2000' | 'kvx' | 'lanai' | 'lm32' | 'm16c' | 'm32c' | 'm32r' | 'mcore' | 'mep' | 'metag' | 'microblaze' | 'mmix' | 'mn10200' | 'mn10300' | 'moxie' | 'msp430' | 'mt' | 'nds32' | 'nfp' | 'nios2' | 'ns32k' | 'or1k' | 'pdp10' | 'pdp11' | 'pic' | 'picojava' | 'pru' | 'rl78' | 'rx' | 'score' | 'sharc' | 'spu' | 'st100' | 'st200' | 'stm8' | 'tile64' | 'tilegx' | 'tilepro' | 'tms320' | 'tricore' | 'trimedia' | 'unicore' | 'v850' | 'vax' | 'videocore' | 'visium' | 'wasm' | 'we32k' | 'xcore' | 'xgate' | 'xstormy16' | 'xtensa' | 'z80'>;
            analysis_depths: Array<{
                name: 'quick' | 'standard' | 'comprehensive';
                description: string;
            }>;
            focus_areas: Array<{
                name: 'security' | 'functions' | 'strings' | 'imports' | 'exports';
                description: string;
            }>;
            /**
             * Ids that findings can have, besides those of patterns that are sent with a file.
             */
            finding_rules: Array<string>;
            limits: {
                max_file_size_bytes: number;
                /**
                 * Up to here a submission waits for its result.
                 */
                max_synchronous_bytes: number;
                timeout_seconds: {
                    minimum: number;
                    maximum: number;
                    default: number;
                };
                wait_seconds: {
                    minimum: number;
                    maximum: number;
                    default: number;
                };
                priority: {
                    minimum: number;
                    maximum: number;
                    default: number;
                };
                custom_patterns: {
                    max_patterns: number;
                    max_pattern_length: number;
                };
            };
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetFormatsResponse = GetFormatsResponses[keyof GetFormatsResponses];

export type GetVersionData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/version';
};

export type GetVersionErrors = {
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetVersionError = GetVersionErrors[keyof GetVersionErrors];

export type GetVersionResponses = {
    /**
     * What runs here.
     */
    200: {
        success: true;
        data: {
            /**
             * Of bin2nlp.
             */
            version: string;
            /**
             * The commit that was built. Null where the build does not say.
             */
            git_commit: string | null;
            /**
             * Its branch. Null where the build does not say.
             */
            git_branch: string | null;
            /**
             * When it was built. Null where the build does not say.
             */
            build_timestamp: string | null;
            /**
             * Which build of the build server. Null where the build does not say.
             */
            build_number: string | null;
            /**
             * The image that runs. Null where the build does not say.
             */
            docker_image: string | null;
            /**
             * Of Node.js.
             */
            node_version: string;
            /**
             * Of the radare2 that the live workers run, several separated by commas. Null without a worker.
             */
            radare2_version: string | null;
            /**
             * The package that it comes from, the signed lists that vouch for it and the key that signed them. Null where that was not noted.
             */
            radare2_package: string | null;
            /**
             * Of libmagic. Null where it is not available.
             */
            libmagic_version: string | null;
            /**
             * Of the rules that findings come from; another version gives other results.
             */
            rules_version: string;
            /**
             * When this process started.
             */
            start_timestamp: string;
            environment: 'development' | 'testing' | 'staging' | 'production';
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetVersionResponse = GetVersionResponses[keyof GetVersionResponses];

export type ListWebhooksData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: {
        page?: number;
        page_size?: number;
    };
    url: '/api/v1/webhooks';
};

export type ListWebhooksErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListWebhooksError = ListWebhooksErrors[keyof ListWebhooksErrors];

export type ListWebhooksResponses = {
    /**
     * A page of webhooks.
     */
    200: {
        success: true;
        data: Array<{
            id: string;
            url: string;
            events: Array<'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed'>;
            description: string | null;
            enabled: boolean;
            disabled_at: string | null;
            /**
             * Why the service disabled it: the receiver answered 410, or took nothing for more than a day.
             */
            disabled_because: string | null;
            created_at: string;
        }>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListWebhooksResponse = ListWebhooksResponses[keyof ListWebhooksResponses];

export type CreateWebhookData = {
    body: CreateWebhookRequest;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/webhooks';
};

export type CreateWebhookErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `REQUEST_TIMEOUT`: The request was not received in time, or too slowly while others waited for its place.
     */
    408: {
        success: false;
        error: {
            code: 'REQUEST_TIMEOUT';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `LIMIT_REACHED`: The key has as many of these as it may. Delete one.
     */
    409: {
        success: false;
        error: {
            code: 'LIMIT_REACHED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FILE_TOO_LARGE`: The file is larger than this service accepts.
     */
    413: {
        success: false;
        error: {
            code: 'FILE_TOO_LARGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNSUPPORTED_MEDIA_TYPE`: The Content-Type is not one that the route takes, or the body has a Content-Encoding.
     */
    415: {
        success: false;
        error: {
            code: 'UNSUPPORTED_MEDIA_TYPE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CreateWebhookError = CreateWebhookErrors[keyof CreateWebhookErrors];

export type CreateWebhookResponses = {
    /**
     * The webhook was made.
     */
    201: {
        success: true;
        data: {
            id: string;
            url: string;
            events: Array<'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed'>;
            description: string | null;
            enabled: boolean;
            disabled_at: string | null;
            /**
             * Why the service disabled it: the receiver answered 410, or took nothing for more than a day.
             */
            disabled_because: string | null;
            created_at: string;
            /**
             * What messages are signed with (Standard Webhooks), shown this once.
             */
            secret: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type CreateWebhookResponse = CreateWebhookResponses[keyof CreateWebhookResponses];

export type DeleteWebhookData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The id of the webhook.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/webhooks/{id}';
};

export type DeleteWebhookErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type DeleteWebhookError = DeleteWebhookErrors[keyof DeleteWebhookErrors];

export type DeleteWebhookResponses = {
    /**
     * The webhook that was deleted.
     */
    200: {
        success: true;
        data: {
            id: string;
            url: string;
            events: Array<'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed'>;
            description: string | null;
            enabled: boolean;
            disabled_at: string | null;
            /**
             * Why the service disabled it: the receiver answered 410, or took nothing for more than a day.
             */
            disabled_because: string | null;
            created_at: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type DeleteWebhookResponse = DeleteWebhookResponses[keyof DeleteWebhookResponses];

export type GetWebhookData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The id of the webhook.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/webhooks/{id}';
};

export type GetWebhookErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetWebhookError = GetWebhookErrors[keyof GetWebhookErrors];

export type GetWebhookResponses = {
    /**
     * The webhook.
     */
    200: {
        success: true;
        data: {
            id: string;
            url: string;
            events: Array<'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed'>;
            description: string | null;
            enabled: boolean;
            disabled_at: string | null;
            /**
             * Why the service disabled it: the receiver answered 410, or took nothing for more than a day.
             */
            disabled_because: string | null;
            created_at: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetWebhookResponse = GetWebhookResponses[keyof GetWebhookResponses];

export type ChangeWebhookData = {
    body: ChangeWebhookRequest;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The id of the webhook.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/webhooks/{id}';
};

export type ChangeWebhookErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `REQUEST_TIMEOUT`: The request was not received in time, or too slowly while others waited for its place.
     */
    408: {
        success: false;
        error: {
            code: 'REQUEST_TIMEOUT';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `FILE_TOO_LARGE`: The file is larger than this service accepts.
     */
    413: {
        success: false;
        error: {
            code: 'FILE_TOO_LARGE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNSUPPORTED_MEDIA_TYPE`: The Content-Type is not one that the route takes, or the body has a Content-Encoding.
     */
    415: {
        success: false;
        error: {
            code: 'UNSUPPORTED_MEDIA_TYPE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ChangeWebhookError = ChangeWebhookErrors[keyof ChangeWebhookErrors];

export type ChangeWebhookResponses = {
    /**
     * The webhook as it is now.
     */
    200: {
        success: true;
        data: {
            id: string;
            url: string;
            events: Array<'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed'>;
            description: string | null;
            enabled: boolean;
            disabled_at: string | null;
            /**
             * Why the service disabled it: the receiver answered 410, or took nothing for more than a day.
             */
            disabled_because: string | null;
            created_at: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ChangeWebhookResponse = ChangeWebhookResponses[keyof ChangeWebhookResponses];

export type RotateWebhookSecretData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The id of the webhook.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/webhooks/{id}/secret';
};

export type RotateWebhookSecretErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type RotateWebhookSecretError = RotateWebhookSecretErrors[keyof RotateWebhookSecretErrors];

export type RotateWebhookSecretResponses = {
    /**
     * The webhook with its new secret.
     */
    200: {
        success: true;
        data: {
            id: string;
            url: string;
            events: Array<'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed'>;
            description: string | null;
            enabled: boolean;
            disabled_at: string | null;
            /**
             * Why the service disabled it: the receiver answered 410, or took nothing for more than a day.
             */
            disabled_because: string | null;
            created_at: string;
            /**
             * What messages are signed with (Standard Webhooks), shown this once.
             */
            secret: string;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type RotateWebhookSecretResponse = RotateWebhookSecretResponses[keyof RotateWebhookSecretResponses];

export type TestWebhookData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The id of the webhook.
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/webhooks/{id}/test';
};

export type TestWebhookErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type TestWebhookError = TestWebhookErrors[keyof TestWebhookErrors];

export type TestWebhookResponses = {
    /**
     * It is sent at once; `GET …/deliveries/{delivery}` says what became of it.
     */
    202: {
        success: true;
        data: {
            /**
             * The `webhook-id` of every attempt.
             */
            id: string;
            type: 'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed' | 'webhook.test';
            state: 'pending' | 'delivered' | 'failed';
            created_at: string;
            next_attempt_at: string | null;
            /**
             * Oldest first, the last 20.
             */
            attempts: Array<{
                at: string;
                elapsed_ms: number;
                /**
                 * HTTP status; null: no answer.
                 */
                status: number | null;
                /**
                 * Why it counts as failed; null: it arrived.
                 */
                fault: string | null;
            }>;
            /**
             * What is sent.
             */
            payload: {
                [key: string]: unknown;
            };
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type TestWebhookResponse = TestWebhookResponses[keyof TestWebhookResponses];

export type ListDeliveriesData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The id of the webhook.
         */
        id: string;
    };
    query?: {
        page?: number;
        page_size?: number;
    };
    url: '/api/v1/webhooks/{id}/deliveries';
};

export type ListDeliveriesErrors = {
    /**
     * `INVALID_OPTION`: An option has an unknown name or a value outside its range. The details name each.
     */
    400: {
        success: false;
        error: {
            code: 'INVALID_OPTION';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListDeliveriesError = ListDeliveriesErrors[keyof ListDeliveriesErrors];

export type ListDeliveriesResponses = {
    /**
     * A page of deliveries.
     */
    200: {
        success: true;
        data: Array<{
            /**
             * The `webhook-id` of every attempt.
             */
            id: string;
            type: 'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed' | 'webhook.test';
            state: 'pending' | 'delivered' | 'failed';
            created_at: string;
            next_attempt_at: string | null;
            /**
             * Oldest first, the last 20.
             */
            attempts: Array<{
                at: string;
                elapsed_ms: number;
                /**
                 * HTTP status; null: no answer.
                 */
                status: number | null;
                /**
                 * Why it counts as failed; null: it arrived.
                 */
                fault: string | null;
            }>;
            /**
             * What is sent.
             */
            payload: {
                [key: string]: unknown;
            };
        }>;
        page: number;
        page_size: number;
        total_count: number;
        has_next: boolean;
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ListDeliveriesResponse = ListDeliveriesResponses[keyof ListDeliveriesResponses];

export type GetDeliveryData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The id of the webhook.
         */
        id: string;
        /**
         * The id of the delivery.
         */
        delivery: string;
    };
    query?: never;
    url: '/api/v1/webhooks/{id}/deliveries/{delivery}';
};

export type GetDeliveryErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetDeliveryError = GetDeliveryErrors[keyof GetDeliveryErrors];

export type GetDeliveryResponses = {
    /**
     * The delivery.
     */
    200: {
        success: true;
        data: {
            /**
             * The `webhook-id` of every attempt.
             */
            id: string;
            type: 'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed' | 'webhook.test';
            state: 'pending' | 'delivered' | 'failed';
            created_at: string;
            next_attempt_at: string | null;
            /**
             * Oldest first, the last 20.
             */
            attempts: Array<{
                at: string;
                elapsed_ms: number;
                /**
                 * HTTP status; null: no answer.
                 */
                status: number | null;
                /**
                 * Why it counts as failed; null: it arrived.
                 */
                fault: string | null;
            }>;
            /**
             * What is sent.
             */
            payload: {
                [key: string]: unknown;
            };
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetDeliveryResponse = GetDeliveryResponses[keyof GetDeliveryResponses];

export type ReplayDeliveryData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path: {
        /**
         * The id of the webhook.
         */
        id: string;
        /**
         * The id of the delivery.
         */
        delivery: string;
    };
    query?: never;
    url: '/api/v1/webhooks/{id}/deliveries/{delivery}/replay';
};

export type ReplayDeliveryErrors = {
    /**
     * `UNAUTHORIZED`: The request needs a valid API key.
     */
    401: {
        success: false;
        error: {
            code: 'UNAUTHORIZED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `NOT_FOUND`: There is no such route, job or result, or it belongs to another key.
     */
    404: {
        success: false;
        error: {
            code: 'NOT_FOUND';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `RATE_LIMIT_EXCEEDED`: Too many requests. Retry-After says when the next one is welcome.
     */
    429: {
        success: false;
        error: {
            code: 'RATE_LIMIT_EXCEEDED';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
    /**
     * `SERVICE_UNAVAILABLE`: Something that the service needs is away. Try again shortly.
     */
    503: {
        success: false;
        error: {
            code: 'SERVICE_UNAVAILABLE';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ReplayDeliveryError = ReplayDeliveryErrors[keyof ReplayDeliveryErrors];

export type ReplayDeliveryResponses = {
    /**
     * It is sent at once.
     */
    202: {
        success: true;
        data: {
            /**
             * The `webhook-id` of every attempt.
             */
            id: string;
            type: 'analysis.completed' | 'analysis.failed' | 'analysis.cancelled' | 'batch.completed' | 'webhook.test';
            state: 'pending' | 'delivered' | 'failed';
            created_at: string;
            next_attempt_at: string | null;
            /**
             * Oldest first, the last 20.
             */
            attempts: Array<{
                at: string;
                elapsed_ms: number;
                /**
                 * HTTP status; null: no answer.
                 */
                status: number | null;
                /**
                 * Why it counts as failed; null: it arrived.
                 */
                fault: string | null;
            }>;
            /**
             * What is sent.
             */
            payload: {
                [key: string]: unknown;
            };
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type ReplayDeliveryResponse = ReplayDeliveryResponses[keyof ReplayDeliveryResponses];

export type GetHealthData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/health';
};

export type GetHealthErrors = {
    /**
     * Unhealthy: a critical dependency is away.
     */
    503: {
        success: true;
        data: {
            service: 'bin2nlp';
            status: 'healthy' | 'degraded' | 'unhealthy';
            role: 'api' | 'worker' | 'all';
            environment: 'development' | 'testing' | 'staging' | 'production';
            dependencies: {
                [key: string]: {
                    status: 'healthy' | 'degraded' | 'unhealthy';
                    latency_ms: number;
                    critical: boolean;
                    has_fallback: boolean;
                    detail: string | null;
                };
            };
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetHealthError = GetHealthErrors[keyof GetHealthErrors];

export type GetHealthResponses = {
    /**
     * Healthy, or degraded: something that is not critical is wrong.
     */
    200: {
        success: true;
        data: {
            service: 'bin2nlp';
            status: 'healthy' | 'degraded' | 'unhealthy';
            role: 'api' | 'worker' | 'all';
            environment: 'development' | 'testing' | 'staging' | 'production';
            dependencies: {
                [key: string]: {
                    status: 'healthy' | 'degraded' | 'unhealthy';
                    latency_ms: number;
                    critical: boolean;
                    has_fallback: boolean;
                    detail: string | null;
                };
            };
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetHealthResponse = GetHealthResponses[keyof GetHealthResponses];

export type GetLivenessData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/health/live';
};

export type GetLivenessResponses = {
    /**
     * Alive.
     */
    200: {
        success: true;
        data: {
            status: 'alive';
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetLivenessResponse = GetLivenessResponses[keyof GetLivenessResponses];

export type GetReadinessData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/health/ready';
};

export type GetReadinessErrors = {
    /**
     * Not ready, or stopping.
     */
    503: {
        success: true;
        data: {
            status: 'not ready' | 'stopping';
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetReadinessError = GetReadinessErrors[keyof GetReadinessErrors];

export type GetReadinessResponses = {
    /**
     * Ready.
     */
    200: {
        success: true;
        data: {
            status: 'ready';
            /**
             * Dependencies that do not work, by their names in /api/v1/health, which tells why. What needs them is refused or done without them: without libmagic the File Magic API answers 503, and analyses go on.
             */
            unavailable: Array<string>;
        };
        metadata: {
            [key: string]: unknown;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetReadinessResponse = GetReadinessResponses[keyof GetReadinessResponses];

export type GetMetricsData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/metrics';
};

export type GetMetricsErrors = {
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetMetricsError = GetMetricsErrors[keyof GetMetricsErrors];

export type GetMetricsResponses = {
    /**
     * Counters, histograms and gauges.
     */
    200: string;
};

export type GetMetricsResponse = GetMetricsResponses[keyof GetMetricsResponses];

export type GetMetricsBesideMagicData = {
    body?: never;
    headers?: {
        /**
         * A UUID to know this request by.
         */
        'X-Request-Id'?: string;
        /**
         * A UUID to know a chain of requests by.
         */
        'X-Correlation-Id'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/metrics';
};

export type GetMetricsBesideMagicErrors = {
    /**
     * `INTERNAL_ERROR`: A fault of ours. The request id finds it in the log.
     */
    500: {
        success: false;
        error: {
            code: 'INTERNAL_ERROR';
            message: string;
            details: string | Array<{
                field: string;
                message: string;
            }> | null;
            remediation: string | null;
            documentation_url: string;
        };
        request_id: string;
        timestamp: string;
    };
};

export type GetMetricsBesideMagicError = GetMetricsBesideMagicErrors[keyof GetMetricsBesideMagicErrors];

export type GetMetricsBesideMagicResponses = {
    /**
     * Counters, histograms and gauges.
     */
    200: string;
};

export type GetMetricsBesideMagicResponse = GetMetricsBesideMagicResponses[keyof GetMetricsBesideMagicResponses];
