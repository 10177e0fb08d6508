import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';

const promtool = (...words: string[]): Promise<unknown> => promisify(execFile)('promtool', words);
const CONFIG = join(__dirname, '../../config/prometheus');

interface Rule {
  readonly alert?: string;
  annotations?: unknown;
}
interface RuleTests {
  readonly tests: readonly {
    readonly alert_rule_test?: readonly { readonly alertname: string; readonly exp_alerts: readonly unknown[] }[];
  }[];
}

const read = (path: string): unknown => parse(readFileSync(path, 'utf8'), { merge: true });

describe('Prometheus itself', () => {
  let folder: string;
  const rules = read(join(CONFIG, 'rules.yml')) as { groups: { rules: Rule[] }[] };
  const tests = read(join(__dirname, 'rules.test.yml')) as RuleTests;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bin2nlp-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (name: string, content: unknown): Promise<string> => {
    await writeFile(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };

  it('takes the rules, and where it is told to look', async () => {
    await promtool('check', 'config', join(CONFIG, 'prometheus.yml'));
    // Debian's knows nothing of Kubernetes: that part of it is left out.
    const { scrape_configs: jobs, ...rest } = read(join(CONFIG, 'kubernetes.yml')) as { scrape_configs: object[] };
    const others = jobs.map((job) => ({ ...job, kubernetes_sd_configs: undefined }));
    await write('rules.yml', rules);
    await promtool('check', 'config', await write('prometheus.yml', { ...rest, scrape_configs: others }));
  });

  it('fires each alert for what it is for, and none for the series of another application', async () => {
    for (const rule of rules.groups.flatMap((group) => group.rules)) delete rule.annotations;
    await write('rules.yml', rules);
    await promtool('test', 'rules', await write('rules.test.yml', tests));
    const asked = tests.tests.flatMap((test) => test.alert_rule_test ?? []);
    const alerts = rules.groups.flatMap((group) => group.rules).flatMap(({ alert }) => alert ?? []);
    const told = (fires: boolean): readonly string[] =>
      [
        ...new Set(asked.filter(({ exp_alerts }) => exp_alerts.length > 0 === fires).map((each) => each.alertname)),
      ].sort();
    expect(told(true)).toEqual([...alerts].sort());
    expect(told(false)).toEqual([...alerts].sort());
  });
});
