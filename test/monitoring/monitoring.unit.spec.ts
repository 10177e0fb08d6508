import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

import { JOB_ERROR_CODES, REFUSAL_CODES } from '#domain/shared/domain-error';
import { PrometheusMetrics } from '#infrastructure/metrics/prometheus-metrics';
import { ReadMetrics } from '#test/support/read-metrics';

const CONFIG = join(__dirname, '../../config');

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly annotations?: { readonly summary: string; readonly description: string; readonly runbook: string };
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}

const RULES = (
  parse(readFileSync(join(CONFIG, 'prometheus/rules.yml'), 'utf8')) as { groups: { rules: Rule[] }[] }
).groups.flatMap(({ rules }) => rules);
const PANELS = (JSON.parse(readFileSync(join(CONFIG, 'grafana/bin2nlp.json'), 'utf8')) as { panels: Panel[] }).panels;
/** By which the plain autoscaler of workers sees the queue. */
const ADAPTED = (
  parse(readFileSync(join(CONFIG, '../docker/kubernetes/components/worker-hpa/prometheus-adapter.yaml'), 'utf8')) as {
    rules: { external: { seriesQuery: string; metricsQuery: string }[] };
  }
).rules.external;
const RUNBOOK = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
const EXPRESSIONS = [
  ...RULES.map(({ expr }) => expr),
  ...PANELS.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...ADAPTED.flatMap(({ seriesQuery, metricsQuery }) => [seriesQuery, metricsQuery]),
];

/** The series that an expression reads: words before labels or a range that are neither functions nor operators. */
function seriesIn(expression: string): readonly string[] {
  const bare = expression
    .replace(/\{[^}]*\}|\[[^\]]*\]|"[^"]*"/g, ' ')
    .replace(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, ' ');
  return [...bare.matchAll(/[a-zA-Z_:][\w:]*(?!\s*\()\b/g)]
    .map(([name]) => name)
    .filter((name) => /[_:]/.test(name) && !/^(histogram_quantile)$/.test(name));
}

describe('what the monitoring is told', () => {
  let exported: readonly string[];

  beforeAll(async () => {
    exported = new ReadMetrics(await new PrometheusMetrics().text()).names;
  });

  const isExported = (series: string): boolean =>
    exported.includes(series) || exported.includes(series.replace(/_(bucket|sum|count)$/, ''));

  it('every metric that a rule or a panel names is exported, or recorded by a rule', () => {
    const recorded = RULES.flatMap(({ record }) => record ?? []);
    const series = EXPRESSIONS.flatMap(seriesIn);
    expect(series.length).toBeGreaterThan(30);
    expect(series.filter((name) => !isExported(name) && !recorded.includes(name))).toEqual([]);
  });

  it('what waits for an analysis counts nowhere as slow: alert, panel and objective agree', () => {
    const timed = EXPRESSIONS.flatMap(
      (expression) => expression.match(/http_request_duration_seconds_\w+\{[^}]*\}/g) ?? [],
    );
    expect(timed.length).toBeGreaterThan(4);
    expect(timed.filter((series) => !series.includes('route!~".*/events|/api/v1/analyze"'))).toEqual([]);
  });

  it('finds a name that is not exported', () => {
    expect(seriesIn('sum by (le) (rate(no_such_metric_bucket{a="b_c"}[5m])) > 0')).toEqual(['no_such_metric_bucket']);
  });

  it('every alert says what is wrong, and every panel has a title and a place of its own', () => {
    for (const { alert, annotations } of RULES.filter((rule) => rule.record === undefined)) {
      expect(alert).toMatch(/^Bin2nlp[A-Z]/);
      expect(annotations?.summary).toBeTruthy();
      expect(annotations?.description).toBeTruthy();
      expect(annotations?.runbook).toBe(`docs/runbook.md#${alert?.toLowerCase()}`);
      expect(RUNBOOK).toContain(`\n## ${alert}\n`);
    }
    expect(new Set(PANELS.map(({ id }) => id)).size).toBe(PANELS.length);
    expect(new Set(PANELS.map(({ title }) => title)).size).toBe(PANELS.length);
  });

  it('nothing of another application is counted', () => {
    for (const expression of EXPRESSIONS) {
      const selectors = expression.match(/\b[a-z]\w*(?:_\w+)+(?=\{)|\bup(?=\{)/g) ?? [];
      const named = expression.match(/\{[^}]*\bjob=~?"bin2nlp-/g) ?? [];
      expect([expression, named.length]).toEqual([expression, selectors.length]);
    }
  });

  it('the runbook speaks of alerts, codes, routes and settings that there are', () => {
    const alerts = RULES.flatMap(({ alert }) => alert ?? []);
    expect([...RUNBOOK.matchAll(/^## (\w+)$/gm)].map(([, alert]) => alert).sort()).toEqual([...alerts].sort());
    const words = [...RUNBOOK.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word ?? '');
    const codes = words.filter((word) => /^[A-Z_]{6,}$/.test(word));
    expect(codes.filter((code) => ![...REFUSAL_CODES, ...JOB_ERROR_CODES].includes(code as never))).toEqual([]);
    const { paths } = JSON.parse(readFileSync(join(__dirname, '../../docs/openapi.json'), 'utf8')) as { paths: object };
    expect(words.filter((word) => word.startsWith('/api')).filter((route) => !(route in paths))).toEqual([]);
  });

  it('counters are there before their first event, so that it shows as an increase', async () => {
    const metrics = new ReadMetrics(await new PrometheusMetrics().text());
    expect(metrics.labels('analysis_jobs_total', 'status')).toEqual(['completed', 'failed', 'cancelled']);
    expect(metrics.labels('cache_requests_total', 'result')).toEqual(['hit', 'miss']);
    expect(metrics.labels('http_errors_total', 'code')).toEqual(REFUSAL_CODES);
    expect(metrics.labels('engine_failures_total', 'reason')).toContain('ENGINE_FAILED');
    for (const name of ['analysis_jobs_total', 'cache_requests_total', 'http_errors_total', 'engine_failures_total']) {
      expect([name, metrics.value(name)]).toEqual([name, 0]);
    }
  });

  it('every metric of ours is looked at somewhere', () => {
    const looked = new Set(EXPRESSIONS.flatMap(seriesIn).map((name) => name.replace(/_(bucket|sum|count)$/, '')));
    const ours = exported.filter((name) => !/^(nodejs_|process_)/.test(name));
    expect(ours.filter((name) => !looked.has(name))).toEqual([]);
  });
});
