import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { ValidateFunction } from 'ajv';
import Ajv from 'ajv';
import type { LabelSelector } from 'kubernetes-types/meta/v1';

import type { AppConfig } from '#config/app-config';
import { loadConfig } from '#config/load-config';
import { ANALYSIS_QUEUE, QUEUE_PREFIX, SMALL_JOBS_QUEUE } from '#infrastructure/bullmq/analysis-delivery';
import type { Kind, Manifest, PodTemplate } from './render-manifests';
import { ofKind, podsOf, renderManifests } from './render-manifests';

const ROOT = join(__dirname, '../..');
const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
const GB = 1024 ** 3;

/** The overlays as they are, and the base with each component that neither has. */
const PLACES = ['overlays/small', 'overlays/production', 'worker-hpa', 'bucket', 'webhooks'] as const;

describe('docker/kubernetes', () => {
  const rendered = new Map<string, readonly Manifest[]>();
  let ajv: Ajv;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bin2nlp-test-'));
    const from = (path: string): string => relative(join(folder, 'component'), join(ROOT, 'docker/kubernetes', path));
    const withBase = async (component: string): Promise<string> => {
      await mkdir(join(folder, component));
      const kustomization = {
        resources: [from('base')],
        components: [from(`components/${component}`), from('components/redis')],
        images: [{ name: 'bin2nlp', newTag: VERSION }],
        namespace: 'bin2nlp',
      };
      await writeFile(join(folder, component, 'kustomization.yaml'), JSON.stringify(kustomization));
      return join(folder, component);
    };
    const schemas = promisify(execFile)(process.execPath, [join(__dirname, 'manifest-schemas.mjs')], {
      maxBuffer: 10_000_000,
    });
    for (const place of PLACES) {
      rendered.set(place, await renderManifests(place.startsWith('overlays/') ? place : await withBase(place)));
    }
    ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
    ajv.addSchema(JSON.parse((await schemas).stdout) as object, 'kinds');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const manifestsOf = (place: string): readonly Manifest[] => rendered.get(place) ?? [];
  const schemaOf = (kind: Kind): ValidateFunction => {
    const validate = ajv.getSchema(`kinds#/definitions/ManifestKinds/properties/${kind}`);
    if (validate === undefined) throw new Error(`${kind}: no schema`);
    return validate;
  };
  const faultsOf = (manifest: Manifest): readonly string[] => {
    const validate = schemaOf(manifest.kind);
    validate(manifest);
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [instancePath, message, JSON.stringify(params)].join(' '),
    );
  };

  describe.each(PLACES)('%s', (place) => {
    const all = (): readonly Manifest[] => manifestsOf(place);
    const pods = (): readonly PodTemplate[] => podsOf(all());
    const ours = (): readonly PodTemplate[] => pods().filter(({ owner }) => owner !== 'bin2nlp-redis');

    it('is what Kubernetes and KEDA take, with no field that they do not know', () => {
      expect(all().length).toBeGreaterThan(10);
      for (const manifest of all()) expect([manifest.metadata?.name, ...faultsOf(manifest)]).toHaveLength(1);
    });

    it('is in one namespace, which lets in restricted pods only', () => {
      const [namespace] = ofKind(all(), 'Namespace');
      expect(namespace?.metadata?.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
      for (const { kind, metadata } of all()) if (kind !== 'Namespace') expect(metadata?.namespace).toBe('bin2nlp');
    });

    it('asks for no right that the restricted profile refuses, and for none that it does not need', () => {
      for (const { spec, containers } of pods()) {
        expect(spec).toMatchObject({
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        });
        expect(spec.securityContext?.runAsUser).toBeGreaterThan(0);
        expect(['hostNetwork', 'hostPID', 'hostIPC', 'hostUsers'].filter((field) => field in spec)).toEqual([]);
        for (const { securityContext } of containers) {
          expect(securityContext).toEqual({
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
        }
        const kinds = (spec.volumes ?? []).flatMap((volume) => Object.keys(volume).filter((key) => key !== 'name'));
        expect(new Set([...kinds, 'secret', 'emptyDir', 'persistentVolumeClaim']).size).toBe(3);
      }
    });

    it('says which image, how much of everything, and how it is seen to live', () => {
      for (const { containers, spec } of pods()) {
        for (const { image, resources, readinessProbe, livenessProbe, startupProbe } of containers) {
          expect(image).toMatch(/:\d+\.\d+\.\d+(-\w+)?$/);
          for (const kind of ['cpu', 'memory', 'ephemeral-storage']) {
            expect([kind, resources?.requests?.[kind], resources?.limits?.[kind]]).not.toContain(undefined);
          }
          expect([readinessProbe, livenessProbe, startupProbe]).not.toContain(undefined);
        }
        for (const { emptyDir } of spec.volumes ?? []) if (emptyDir) expect(emptyDir.sizeLimit).toBeDefined();
      }
      for (const { containers } of ours()) expect(containers[0]?.image).toMatch(new RegExp(`bin2nlp:${VERSION}$`));
    });

    it('starts: its settings are settings, and their values pass', async () => {
      for (const pod of ours()) {
        const config = await configOf(pod, all());
        expect(config).toMatchObject({ environment: 'production', role: pod.owner.replace('bin2nlp-', '') });
        expect(config.redis.url).toMatch(/^redis/);
        const { ports } = pod.containers[0] ?? {};
        expect(ports).toContainEqual({ name: 'metrics', containerPort: config.metrics.port });
        const port = config.role === 'api' ? config.server.port : config.workerHttp.port;
        expect(ports).toContainEqual({ name: 'http', containerPort: port });
      }
    });

    it('leaves each pod the time that it takes to stop, and the memory for its jobs', async () => {
      for (const pod of ours()) {
        const { analysis, server, sandbox, role } = await configOf(pod, all());
        const { spec, containers } = pod;
        const wait = Number(containers[0]?.lifecycle?.preStop?.exec?.command?.[1] ?? 0);
        const stop = role === 'api' ? server.stopGraceSeconds : analysis.stopGraceSeconds;
        expect(spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(wait + stop + 10);
        if (role !== 'worker') continue;
        const memory = Number(/^(\d+)Gi$/.exec(String(containers[0]?.resources?.limits?.['memory']))?.[1]) * GB;
        expect(memory).toBeGreaterThanOrEqual(analysis.workerConcurrency * sandbox.memoryMb * 1024 ** 2 + GB);
      }
    });

    it('refers to what is there', () => {
      const names = (kind: Kind): readonly (string | undefined)[] =>
        ofKind(all(), kind).map(({ metadata }) => metadata?.name);
      for (const { spec, containers, claims } of pods()) {
        expect(names('ServiceAccount')).toContain(spec.serviceAccountName);
        const volumes = [...claims, ...(spec.volumes ?? []).map(({ name }) => name)];
        for (const { volumeMounts, envFrom } of containers) {
          for (const { name } of volumeMounts ?? []) expect(volumes).toContain(name);
          for (const { configMapRef } of envFrom ?? []) expect(names('ConfigMap')).toContain(configMapRef?.name);
        }
        for (const { persistentVolumeClaim } of spec.volumes ?? []) {
          if (persistentVolumeClaim) expect(names('PersistentVolumeClaim')).toContain(persistentVolumeClaim.claimName);
        }
      }
      const selected = [
        ...ofKind(all(), 'PodDisruptionBudget').map(({ spec }) => spec?.selector),
        ...ofKind(all(), 'NetworkPolicy').map(({ spec }) => spec?.podSelector),
        ...ofKind(all(), 'Service').map(({ spec }) => ({ matchLabels: spec?.selector ?? {} })),
        ...ofKind(all(), 'Deployment').map(({ spec }) => spec?.selector),
        ...ofKind(all(), 'StatefulSet').map(({ spec }) => spec?.selector),
      ];
      for (const selector of selected) expect(pods().filter(({ labels }) => selects(selector, labels))).not.toEqual([]);
      const scaled = [
        ...ofKind(all(), 'HorizontalPodAutoscaler').map(({ spec }) => spec?.scaleTargetRef.name),
        ...ofKind(all(), 'ScaledObject').map(({ spec }) => spec.scaleTargetRef.name),
      ];
      for (const name of scaled) {
        const target = ofKind(all(), 'Deployment').find(({ metadata }) => metadata?.name === name);
        expect(target?.spec).toBeDefined();
        // A number in the manifest would be set back at every apply.
        expect(target?.spec).not.toHaveProperty('replicas');
      }
      for (const { spec } of ofKind(all(), 'Ingress')) {
        const services = (spec?.rules ?? []).flatMap(({ http }) =>
          http?.paths.map(({ backend }) => backend.service?.name),
        );
        for (const name of services) expect(names('Service')).toContain(name);
      }
    });

    it('lets workers reach Redis and names, and nobody reach what is not his', () => {
      const policies = ofKind(all(), 'NetworkPolicy');
      for (const { labels } of pods()) {
        const own = policies.filter(({ spec }) => selects(spec?.podSelector, labels));
        expect(new Set(own.flatMap(({ spec }) => spec?.policyTypes ?? []))).toEqual(new Set(['Ingress', 'Egress']));
        for (const { spec } of own) for (const { to } of spec?.egress ?? []) expect(to).not.toHaveLength(0);
      }
      const worker = policies.filter(({ spec }) =>
        selects(spec?.podSelector, { 'app.kubernetes.io/name': 'bin2nlp-worker' }),
      );
      const ports = worker.flatMap(({ spec }) => (spec?.egress ?? []).flatMap((rule) => rule.ports ?? []));
      expect(new Set(ports.map(({ port }) => port))).toEqual(
        new Set([53, place === 'overlays/production' ? 6379 : 'redis', ...(place === 'bucket' ? [443] : [])]),
      );
    });

    it('shares a volume only where no bucket carries the samples', async () => {
      const claims = ofKind(all(), 'PersistentVolumeClaim').map(({ metadata }) => metadata?.name);
      expect(claims).toEqual(place === 'bucket' ? [] : ['bin2nlp-samples']);
      for (const pod of ours()) {
        const { bucket, storage } = await configOf(pod, all());
        const samples = pod.spec.volumes?.find(({ name }) => name === 'samples');
        expect([bucket.name !== '', samples?.emptyDir !== undefined]).toEqual([place === 'bucket', place === 'bucket']);
        if (samples?.emptyDir === undefined) continue;
        // What fills it is refused before the kubelet ends the pod over it.
        const room = Number(/^(\d+)Gi$/.exec(String(samples.emptyDir.sizeLimit))?.[1]) * 1024;
        if (pod.owner === 'bin2nlp-api') expect(storage.maxTemporaryMb).toBeLessThan(room);
        else expect(2 * storage.maxFileSizeMb * 2).toBeLessThan(room);
      }
    });
  });

  it('follows the keys that BullMQ really has, as many jobs a worker as it takes', async () => {
    const all = manifestsOf('overlays/production');
    const [scaled] = ofKind(all, 'ScaledObject');
    const lists = scaled?.spec.triggers.map(({ name, metadata }) => [
      name,
      (metadata as Record<string, string>)['listName'],
    ]);
    const key = (queue: string, state: string): string => `${QUEUE_PREFIX}:${queue}:${state}`;
    expect(lists).toEqual([
      ['prioritized', key(ANALYSIS_QUEUE, 'prioritized')],
      ['wait', key(ANALYSIS_QUEUE, 'wait')],
      ['active', key(ANALYSIS_QUEUE, 'active')],
      ['small', key(SMALL_JOBS_QUEUE, 'active')],
    ]);
    const worker = podsOf(all).find(({ owner }) => owner === 'bin2nlp-worker') as PodTemplate;
    const { analysis } = await configOf(worker, all);
    expect(scaled?.spec.advanced?.scalingModifiers?.target).toBe(String(analysis.workerConcurrency));
    // KEDA asks from a namespace of its own.
    const hosts = scaled?.spec.triggers.map(({ metadata }) => (metadata as Record<string, string>)['address']);
    for (const host of hosts ?? []) expect(host).toMatch(/^[\w-]+\.[\w.-]+:\d+$/);
    expect(scaled?.spec.advanced?.scalingModifiers?.formula).toBe('prioritized + wait + active + small');
  });

  it.each([
    ['Deployment', '/spec/template/spec/containers/0/livenesProbe'],
    ['ScaledObject', '/spec/minReplicas'],
    ['ScaledObject', '/spec/triggers/0/metdata'],
    ['NetworkPolicy', '/spec/egres'],
    ['Ingress', '/spec/rules/0/http/paths/0/backend/service/ports'],
  ] as const)('would find a misspelt field: %s %s', (kind, path) => {
    const manifest = structuredClone(manifestsOf('overlays/production').find((one) => one.kind === kind)) as Manifest;
    const keys = path.split('/').slice(1);
    const owner = keys.slice(0, -1).reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], manifest);
    (owner as Record<string, unknown>)[keys.at(-1) ?? ''] = {};
    expect(faultsOf(manifest).join()).toContain(keys.at(-1));
  });
});

function selects(selector: LabelSelector | undefined, labels: Readonly<Record<string, string>>): boolean {
  const equal = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  const expressions = selector?.matchExpressions ?? [];
  return (
    equal && expressions.every(({ key, operator, values }) => operator === 'In' && values?.includes(labels[key] ?? ''))
  );
}

/** What the process in this pod would read, with a secret in place of each that it is given. */
async function configOf({ containers }: PodTemplate, manifests: readonly Manifest[]): Promise<AppConfig> {
  const [container] = containers;
  const folder = await mkdtemp(join(tmpdir(), 'bin2nlp-test-'));
  try {
    const shared = (container?.envFrom ?? []).map(({ configMapRef }) =>
      ofKind(manifests, 'ConfigMap').find(({ metadata }) => metadata?.name === configMapRef?.name),
    );
    const own = (container?.env ?? []).map(({ name, value }) => [name, value ?? '']);
    const given = { ...Object.assign({}, ...shared.map((map) => map?.data)), ...Object.fromEntries(own) } as Record<
      string,
      string
    >;
    const variables: Record<string, string> = {};
    for (const [name, value] of Object.entries(given)) {
      if (name.endsWith('_FILE')) {
        const mounted = container?.volumeMounts?.some(
          ({ mountPath, readOnly }) => readOnly && value.startsWith(`${mountPath}/`),
        );
        expect([name, mounted]).toEqual([name, true]);
        variables[name] = join(folder, name);
        await writeFile(
          join(folder, name),
          name.includes('URL') ? 'redis://redis:6379/0\n' : `${'0123456789abcdef'.repeat(4)}\n`,
        );
      } else variables[name] = value;
    }
    return loadConfig({ variables, rootDir: ROOT });
  } finally {
    await rm(folder, { recursive: true });
  }
}
