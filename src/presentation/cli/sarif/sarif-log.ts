import type { Log, Notification } from 'sarif';

import type { DocumentHead } from '#domain/document/analysis-document';
import type { SarifEntry } from './sarif-entry';
import { artifactLocation } from './sarif-location';
import { sarifResult } from './sarif-result';
import { sarifRule } from './sarif-rule';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

export interface SarifFile {
  readonly path: string;
  readonly head: DocumentHead;
  readonly entries: readonly SarifEntry[];
}

export interface SarifRun {
  readonly version: string;
  /** Directory that addresses of files are relative to. */
  readonly base: string;
  readonly files: readonly SarifFile[];
  /** What could not be told, a sentence each: then the run was no success. */
  readonly failures: readonly string[];
}

/** A run as SARIF 2.1.0, with what GitHub's code scanning and GitLab ask for. */
export function sarifLog({ version, base, files, failures }: SarifRun): Log {
  const entries = files.flatMap((file) => file.entries);
  const ids = [...new Set(entries.map(({ ruleId }) => ruleId))];
  const rules = ids.flatMap((id) => entries.find(({ ruleId }) => ruleId === id) ?? []).map(sarifRule);
  const notifications = failures.map((text): Notification => ({ level: 'error', message: { text } }));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'bin2nlp', version, semanticVersion: version, rules } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'Where the command was called.' } } },
        invocations: [{ executionSuccessful: failures.length === 0, toolExecutionNotifications: notifications }],
        artifacts: files.map(({ path, head }) => ({
          location: artifactLocation(path, base),
          length: head.metadata.file.size,
          roles: ['analysisTarget'],
          hashes: { 'sha-256': head.metadata.file.sha256 },
        })),
        results: files.flatMap(({ path, head, entries: its }) =>
          its.map((entry) => sarifResult(entry, ids.indexOf(entry.ruleId), artifactLocation(path, base), head)),
        ),
      },
    ],
  };
}
