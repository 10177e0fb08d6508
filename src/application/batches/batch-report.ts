import { readsLikeInstructions } from '#domain/injection/reads-like-instructions';
import { SampleText } from '#domain/report/sample-text';
import type { KnownBatch, KnownEntry } from './read-batch';
import { countsOf } from './read-batch';

/** Those with a risk first, the highest on top, then as they came. */
export function byRisk(entries: readonly KnownEntry[]): readonly KnownEntry[] {
  const riskOf = ({ job }: KnownEntry): number => job?.assessment?.risk ?? -1;
  return [...entries].sort((one, other) => riskOf(other) - riskOf(one));
}

/** A batch as Markdown: a table by risk, then what was not analysed and why. Names of entries are quotations, as in all reports. */
export function batchMarkdown(batch: KnownBatch): string {
  const text = new SampleText((each) => readsLikeInstructions(each) !== undefined);
  const counts = Object.entries(countsOf(batch)).filter(([, count]) => count > 0);
  const entries = byRisk(batch.entries);
  const analysed = entries.filter(({ job }) => job !== undefined);
  const others = entries.filter(({ job }) => job === undefined);
  const lines = [
    `# Batch ${batch.id}`,
    '',
    `${batch.entries.length} entries: ${counts.map(([status, count]) => `${count} ${status}`).join(', ') || 'none'}.`,
    ...(batch.state === 'received' ? [] : ['', STATES[batch.state]]),
    ...table(
      ['risk', 'verdict', 'status', 'path', 'format', 'job', 'sha256'],
      analysed.map((entry) => analysedRow(entry, text)),
    ),
    ...(others.length === 0 ? [] : ['', '## Not analysed']),
    ...table(
      ['path', 'why', 'what to do'],
      others.map((entry) => otherRow(entry, text)),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const STATES = {
  receiving: 'It is still being taken in.',
  interrupted: 'It was interrupted: what is not listed here was not taken in. Send it again.',
} as const;

function analysedRow({ path, status, job, sha256 }: KnownEntry, text: SampleText): readonly string[] {
  const { risk, verdict } = job?.assessment ?? {};
  const failure = job?.error === undefined ? '' : ` (${job.error.code})`;
  return [
    risk === undefined ? '-' : String(risk),
    verdict ?? '-',
    `${status}${failure}`,
    text.name(path),
    job?.file.header.format ?? '-',
    job?.id ?? '-',
    sha256 ?? '-',
  ];
}

function otherRow({ path, status, refusal }: KnownEntry, text: SampleText): readonly string[] {
  const why = refusal === undefined ? status : `${refusal.code}: ${refusal.message}`;
  return [text.name(path), why, refusal?.advice ?? 'Send it again.'].map((cell) => cell.replaceAll('|', '\\|'));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return ['', ...[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)];
}
