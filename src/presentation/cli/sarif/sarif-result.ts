import { createHash } from 'node:crypto';
import type { ArtifactLocation, Result } from 'sarif';

import type { DocumentHead } from '#domain/document/analysis-document';
import type { SarifEntry } from './sarif-entry';
import { sarifLocation } from './sarif-location';
import { LEVELS } from './sarif-rule';

const FINGERPRINT_DIGITS = 16;

export function sarifResult(
  entry: SarifEntry,
  ruleIndex: number,
  artifact: ArtifactLocation,
  head: DocumentHead,
): Result {
  const { metadata, segments, summary } = head;
  const located = entry.evidence.filter(({ address }) => address !== undefined);
  const [first, ...others] = located.map((evidence) => sarifLocation(artifact, segments, evidence));
  const shown = entry.evidence.map(
    ({ value, address }) => `${JSON.stringify(value)}${address === undefined ? '' : ` at ${address}`}`,
  );
  const fingerprint = fingerprintOf(entry, artifact);
  return {
    ruleId: entry.ruleId,
    ruleIndex,
    level: entry.fails ? 'error' : LEVELS[entry.severity],
    message: { text: plain(`${entry.message}${shown.length === 0 ? '' : ` Shown by ${shown.join(', ')}.`}`) },
    locations: [first ?? sarifLocation(artifact, segments)],
    ...(others.length > 0 && { relatedLocations: others.map((location, index) => ({ id: index + 1, ...location })) }),
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, 'bin2nlp/v1': fingerprint },
    ...(entry.waived !== undefined && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: entry.waived }],
    }),
    properties: { sha256: metadata.file.sha256, severity: entry.severity, riskScore: summary.risk_score },
  };
}

/** Stays from build to build: addresses move, names and texts do not. */
function fingerprintOf({ ruleId, evidence }: SarifEntry, { uri = '' }: ArtifactLocation): string {
  const values = evidence.map(({ kind, value }) => `${kind} ${value}`).sort();
  const hash = createHash('sha256').update(JSON.stringify([ruleId, uri, values]));
  return hash.digest('hex').slice(0, FINGERPRINT_DIGITS);
}

/** In messages of SARIF, brackets make links. */
function plain(text: string): string {
  return text.replace(/[\\[\]]/g, (character) => `\\${character}`);
}
