import type { AnalysisJob, SubmittedFile } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import type { AnalysisOptions, ContentKey } from '#domain/jobs/analysis-options';
import { fileName } from '#domain/shared/file-name';
import { requestId } from '#domain/shared/request-id';
import type { Sha256 } from '#domain/shared/sha256';
import { sha256 } from '#domain/shared/sha256';

/** Midday of a day without meaning. */
export const NOON = Date.UTC(2026, 0, 15, 12);

export function aContentKey(digit = 'c'): ContentKey {
  return digit.repeat(64) as ContentKey;
}

export function aSha256(digit = 'd'): Sha256 {
  return sha256(digit.repeat(64));
}

export function aFile(facts: Partial<SubmittedFile> = {}): SubmittedFile {
  return {
    name: fileName('hello.elf'),
    size: 16_384,
    md5: 'a'.repeat(32),
    sha1: 'b'.repeat(40),
    sha256: aSha256(),
    header: { format: 'elf', architecture: 'x86_64', bits: 64, endianness: 'little', kind: 'executable' },
    intakeMs: 3,
    ...facts,
  };
}

export function someOptions(options: Partial<AnalysisOptions> = {}): AnalysisOptions {
  return {
    depth: 'standard',
    focusAreas: [],
    timeoutSeconds: 300,
    priority: 0,
    forceReanalysis: false,
    enableSecurityScan: true,
    customPatterns: [],
    ...options,
  };
}

/** A job that has just been submitted. */
export function aJob(facts: Partial<AnalysisJob> = {}): AnalysisJob {
  const createdAt = facts.createdAt ?? NOON;
  return {
    id: newJobId(),
    ownerId: 'local',
    status: 'pending',
    file: aFile(),
    options: someOptions(),
    requestId: requestId(),
    correlationId: requestId(),
    createdAt,
    updatedAt: createdAt,
    attempts: 0,
    progress: 0,
    cached: false,
    ...facts,
  };
}
