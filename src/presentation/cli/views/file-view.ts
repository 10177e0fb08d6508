import type { DocumentHead } from '#domain/document/analysis-document';
import type { Hardening, HardeningField } from '#domain/document/hardening';
import { HARDENING_FIELDS } from '#domain/document/hardening';
import type { ImportCategory } from '#domain/document/import-category';
import { SECOND_MS } from '#domain/shared/quantities';
import type { Piece } from '../terminal/pieces';
import { styled } from '../terminal/pieces';
import { formatBytes } from '../terminal/sizes';
import { wrap } from '../terminal/wrap';
import { reasonLines } from './reason-lines';
import { VERDICT_STYLES } from './verdict-styles';

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

export interface FileViewed {
  readonly id: string;
  readonly head: DocumentHead;
  readonly cached: boolean;
}

/** The head of a document as lines for a terminal: what it comes to first, then what it is. */
export function fileView({ id, head, cached }: FileViewed, width: number): readonly (readonly Piece[])[] {
  const { file, analysis_config: config } = head.metadata;
  const title = `${file.name}  (${formatBytes(file.size)}, ${config.analysis_depth} depth)`;
  const rows = [
    ...factRows(head),
    ['sha256', file.sha256],
    ['elapsed', elapsed(head, cached)],
    ['analysis', id],
  ] as const;
  return [
    [styled('bold', title)],
    [styled('dim', '-'.repeat(title.length))],
    ...riskRows(head, width),
    ...rows.filter(([, text]) => text !== '').flatMap(([label, text]) => row(label, text, width)),
  ];
}

function riskRows(head: DocumentHead, width: number): readonly (readonly Piece[])[] {
  const { risk_score: score, verdict } = head.summary;
  if (score === null || verdict === null) return row('risk', 'not asked for', width);
  const said = `${score} of 10, ${verdict.word}`;
  return [
    [`  ${'risk'.padEnd(LABEL_WIDTH)}`, styled(VERDICT_STYLES[verdict.word], said)],
    ...reasonLines(head).flatMap((line) => row('', line, width)),
  ];
}

function factRows(head: DocumentHead): readonly (readonly [string, string])[] {
  const { file, stages, truncated } = head.metadata;
  const os = file.os === undefined ? '' : `, ${file.os}`;
  const linked = file.static ? 'static' : 'dynamic';
  const named = file.stripped ? 'stripped' : 'with symbols';
  return [
    ['can', (head.summary.capabilities ?? []).map(({ name }) => name).join(', ')],
    ['type', file.description],
    ['architecture', `${file.architecture}, ${file.bits} bits, ${file.endianness} endian${os}`],
    ['language', [file.language, file.compiler].filter((part) => part !== undefined).join(', ')],
    ['packed by', (file.packers ?? []).map(({ name }) => name).join(', ')],
    ['linking', `${linked}, ${named}${file.signed ? ', signed (nobody has looked whether validly)' : ''}`],
    ['entry point', file.entry_point ?? ''],
    ['hardening', hardening(head.summary.hardening)],
    ['counts', counts(head)],
    [
      'not read',
      head.not_analysed.map(({ section, reason }) => `${section} (${reason.replace(/\.$/, '')})`).join(', '),
    ],
    ['libraries', head.summary.libraries.join(', ')],
    ...notable(head),
    ['confidence', `${Math.round(head.confidence * 100)} % (how complete this account is)`],
    ['in words', head.summary.narrative],
    ...stages
      .filter(({ status }) => status !== 'ok' && status !== 'skipped')
      .map((stage) => ['note', `stage ${stage.name} ${stage.status}: ${stage.reason ?? ''}`] as const),
    ...truncated.map(
      (cut) => ['note', `${cut.section}: ${cut.kept} of ${cut.total ?? 'more'} kept (${cut.reason})`] as const,
    ),
  ];
}

function hardening(flags: Hardening): string {
  return HARDENING_FIELDS.flatMap((field) => {
    const [name, value] = [HARDENING_NAMES[field], flags[field]];
    if (value === undefined) return [];
    return typeof value === 'string' ? `${name} ${value}` : `${value ? '' : 'no '}${name}`;
  }).join(', ');
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
  return cached ? `0 s: known already (analysed before in ${made}; ${engine})` : `${made} (${stages}; ${engine})`;
}

function row(label: string, text: string, width: number): readonly (readonly Piece[])[] {
  const indent = LABEL_WIDTH + 2;
  return wrap(text, width - indent).map((line, index) =>
    index === 0 ? [`  ${label.padEnd(LABEL_WIDTH)}${line}`] : [`${' '.repeat(indent)}${line}`],
  );
}
