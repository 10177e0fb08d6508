import type { DocumentHead } from '#domain/document/analysis-document';
import type { Hardening } from '#domain/document/hardening';
import type { HardeningField } from '#domain/document/hardening';
import { HARDENING_FIELDS } from '#domain/document/hardening';
import type { ImportCategory } from '#domain/document/import-category';
import { KB, MB, SECOND_MS } from '#domain/shared/quantities';

const WIDTH = 100;
const LABEL_WIDTH = 14;

const HARDENING_NAMES: Readonly<Record<HardeningField, string>> = {
  nx: 'NX',
  pie: 'PIE',
  canary: 'stack canary',
  relro: 'RELRO',
  fortify: 'fortified',
  aslr: 'ASLR',
  high_entropy_aslr: 'high-entropy ASLR',
  dep: 'DEP',
  cfg: 'CFG',
  seh: 'SEH',
  safe_seh: 'safe SEH',
  force_integrity: 'forced integrity',
  ibt: 'IBT',
  shadow_stack: 'shadow stack',
  branch_targets: 'BTI',
  pointer_authentication: 'PAC',
  no_heap_execution: 'no heap execution',
  arc: 'ARC',
  code_signature: 'code signature',
};

const COUNTED = ['functions', 'strings', 'imports', 'exports', 'sections'] as const;

/** The head of a document as a few lines for a terminal. */
export function renderSummary(head: DocumentHead, cached: boolean): string {
  const { file, stages, truncated, analysis_config: config } = head.metadata;
  const rows: readonly (readonly [string, string])[] = [
    ['type', file.description],
    [
      'architecture',
      `${file.architecture}, ${file.bits} bits, ${file.endianness} endian${file.os === undefined ? '' : `, ${file.os}`}`,
    ],
    ['language', [file.language, file.compiler].filter((part) => part !== undefined).join(', ')],
    [
      'linking',
      `${file.static ? 'static' : 'dynamic'}, ${file.stripped ? 'stripped' : 'with symbols'}${file.signed ? ', signed' : ''}`,
    ],
    ['entry point', file.entry_point ?? ''],
    ['hardening', hardening(head.summary.hardening)],
    ['counts', counts(head)],
    [
      'not read',
      head.not_analysed.map(({ section, reason }) => `${section} (${reason.replace(/\.$/, '')})`).join(', '),
    ],
    ['libraries', head.summary.libraries.join(', ')],
    ...notable(head),
    ['risk', risk(head)],
    ['confidence', `${Math.round(head.confidence * 100)} % (how complete this account is)`],
    ['in words', head.summary.narrative],
    ['sha256', file.sha256],
    ['elapsed', elapsed(head, cached)],
    ...stages
      .filter(({ status }) => status !== 'ok' && status !== 'skipped')
      .map((stage) => ['note', `stage ${stage.name} ${stage.status}: ${stage.reason ?? ''}`] as const),
    ...truncated.map(
      (cut) => ['note', `${cut.section}: ${cut.kept} of ${cut.total ?? 'more'} kept (${cut.reason})`] as const,
    ),
  ];
  const title = `${file.name}  (${formatBytes(file.size)}, ${config.analysis_depth} depth)`;
  return [
    title,
    '-'.repeat(title.length),
    ...rows.filter(([, text]) => text !== '').map(([label, text]) => row(label, text)),
  ].join('\n');
}

function hardening(flags: Hardening): string {
  return HARDENING_FIELDS.flatMap((field) => {
    const [name, value] = [HARDENING_NAMES[field], flags[field]];
    if (value === undefined) return [];
    return typeof value === 'string' ? `${name} ${value}` : `${value ? '' : 'no '}${name}`;
  }).join(', ');
}

function risk({ summary }: DocumentHead): string {
  if (summary.risk_score === null) return 'not asked for';
  const findings = (summary.top_findings ?? []).map(({ title, severity }) => `${title} (${severity})`);
  const word = summary.verdict === null ? '' : `, ${summary.verdict.word}`;
  return [`${summary.risk_score} of 10${word}`, ...findings].join('; ');
}

function counts({ summary }: DocumentHead): string {
  return COUNTED.filter((list) => summary.counts[list] !== null)
    .map((list) => `${summary.counts[list]} ${list}`)
    .join(', ');
}

function notable({ summary }: DocumentHead): readonly (readonly [string, string])[] {
  const groups = Object.entries(summary.notable_imports ?? {}) as [ImportCategory, readonly string[]][];
  return groups.map(
    ([category, names], index) => [index === 0 ? 'imports' : '', `${category}: ${names.join(', ')}`] as const,
  );
}

function elapsed({ metadata }: DocumentHead, cached: boolean): string {
  const made = `${(metadata.duration_ms / SECOND_MS).toFixed(2)} s`;
  const stages = metadata.stages
    .map(({ name, elapsed_ms: ms }) => `${name} ${(ms / SECOND_MS).toFixed(2)} s`)
    .join(', ');
  const engine =
    metadata.engine === 'fallback'
      ? `without radare2: ${metadata.fallback_reason ?? 'no reason is known'}`
      : `radare2 ${metadata.radare2_version}, sandbox ${metadata.sandbox}`;
  return cached
    ? `0 s: answered from the cache (analysed before in ${made}; ${engine})`
    : `${made} (${stages}; ${engine})`;
}

function row(label: string, text: string): string {
  const indent = ' '.repeat(LABEL_WIDTH + 2);
  return `  ${label.padEnd(LABEL_WIDTH)}${wrap(text, WIDTH - indent.length).join(`\n${indent}`)}`;
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function formatBytes(bytes: number): string {
  if (bytes < KB) return `${bytes} bytes`;
  return bytes < MB ? `${(bytes / KB).toFixed(1)} KB` : `${(bytes / MB).toFixed(1)} MB`;
}
