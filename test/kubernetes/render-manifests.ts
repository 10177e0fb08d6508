import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import { parseAllDocuments } from 'yaml';

import { loadConfig } from '#config/load-config';
import type { ManifestKinds } from './manifest-kinds';

const execute = promisify(execFile);
const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'docker/kubernetes');

export type Kind = keyof ManifestKinds;
export type Manifest = { [K in Kind]: ManifestKinds[K] & { readonly kind: K } }[Kind];

/**
 * What `kubectl apply -k` would send, by the real kustomize: alone, or within kubectl 1.28 or later.
 *
 * @param folder Below docker/kubernetes, or an absolute path.
 * @throws with the words of each kustomize that was tried.
 */
export async function renderManifests(folder: string): Promise<readonly Manifest[]> {
  const { analysis } = loadConfig({ variables: {}, rootDir: ROOT });
  const ways: [string, string][] = [
    [join(analysis.radare2Prefix, 'usr/bin/kustomize'), 'build'],
    ['kustomize', 'build'],
    ['kubectl', 'kustomize'],
  ];
  const faults: unknown[] = [];
  for (const [program, verb] of ways) {
    try {
      const { stdout } = await execute(program, [verb, resolve(FOLDER, folder)], { maxBuffer: 10_000_000 });
      return parseAllDocuments(stdout, { uniqueKeys: true }).map((document) => document.toJS() as Manifest);
    } catch (error) {
      faults.push(error);
    }
  }
  throw new Error(['See docker/install-system-packages.sh --with-tests', ...faults.map(String)].join('\n'));
}

export function ofKind<K extends Kind>(manifests: readonly Manifest[], kind: K): readonly ManifestKinds[K][] {
  return manifests.filter((manifest) => manifest.kind === kind) as ManifestKinds[K][];
}

/** A pod as its Deployment or StatefulSet makes it. */
export interface PodTemplate {
  readonly owner: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
  readonly containers: readonly Container[];
  /** Volumes that come with each pod. */
  readonly claims: readonly string[];
}

export function podsOf(manifests: readonly Manifest[]): readonly PodTemplate[] {
  return [...ofKind(manifests, 'Deployment'), ...ofKind(manifests, 'StatefulSet')].map(({ metadata, spec }) => {
    const template = spec?.template;
    if (template?.spec === undefined) throw new Error(`${metadata?.name}: makes no pods`);
    const claims = spec !== undefined && 'volumeClaimTemplates' in spec ? (spec.volumeClaimTemplates ?? []) : [];
    return {
      owner: metadata?.name ?? '',
      labels: template.metadata?.labels ?? {},
      spec: template.spec,
      containers: [...template.spec.containers, ...(template.spec.initContainers ?? [])],
      claims: claims.map((claim) => claim.metadata?.name ?? ''),
    };
  });
}
