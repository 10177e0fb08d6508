import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { parse } from 'yaml';

import { CommandLine } from '#test/support/command-line';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryDirectory } from '#test/support/temporary-directory';

const ROOT = join(__dirname, '../..');
const EXAMPLES = join(ROOT, 'docs/examples');
const ADMIN_KEY = 'b2n_the-admin-of-these-tests-and-of-nothing-else';

interface GithubStep {
  readonly run?: string;
  readonly if?: string;
}

interface GitlabJob {
  readonly script: readonly string[];
  readonly after_script: readonly string[];
  readonly artifacts: { readonly paths: readonly string[]; readonly reports: { readonly sarif: string } };
}

/** What a runner would run, in turn: what stands after a failure only where it says so. */
interface Line {
  readonly text: string;
  readonly always: boolean;
}

function githubLines(): readonly Line[] {
  const { jobs } = parse(readFileSync(join(EXAMPLES, 'github-actions.yml'), 'utf8')) as {
    readonly jobs: { readonly check: { readonly steps: readonly GithubStep[] } };
  };
  return jobs.check.steps.flatMap(({ run, if: when = '' }) =>
    run === undefined ? [] : [{ text: run, always: when.startsWith('always()') }],
  );
}

function gitlabJob(): GitlabJob {
  return (parse(readFileSync(join(EXAMPLES, 'gitlab-ci.yml'), 'utf8')) as { readonly binaries: GitlabJob }).binaries;
}

function gitlabLines(): readonly Line[] {
  const { script, after_script: after } = gitlabJob();
  return [...script.map((text) => ({ text, always: false })), ...after.map((text) => ({ text, always: true }))];
}

describe.each([
  ['GitHub', githubLines],
  ['GitLab', gitlabLines],
] as const)('the example for %s', (name, linesOf) => {
  let service: RunningBin2nlp;
  let bin2nlp: CommandLine;
  let checkout: string;
  /** How lines ended that ran after a failure. */
  let again: number[];

  beforeAll(async () => {
    service = await RunningBin2nlp.start({
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    });
    bin2nlp = await CommandLine.create({ BIN2NLP_SERVER_URL: service.url, BIN2NLP_KEY: ADMIN_KEY });
    checkout = join(bin2nlp.directory.path, 'checkout');
    await mkdir(join(checkout, 'build'), { recursive: true });
    await mkdir(join(bin2nlp.directory.path, 'bin'));
    const program = join(ROOT, 'dist/cli.js');
    writeFileSync(join(bin2nlp.directory.path, 'bin/bin2nlp'), `#!/bin/sh\nexec node '${program}' "$@"\n`, {
      mode: 0o755,
    });
    await copyFile(join(EXAMPLES, 'policy.toml'), join(checkout, 'policy.toml'));
    await copyFile('/bin/ls', join(checkout, 'build/ls'));
  });
  afterAll(async () => {
    await bin2nlp.end();
    await service.stop();
  });

  /** As a runner does: a line after the other by sh. Resolves to the status of the job. */
  const run = async (): Promise<number> => {
    let status = 0;
    again = [];
    for (const { text, always } of linesOf()) {
      if (status !== 0 && !always) continue;
      const ended = await shell(text);
      if (status === 0) status = ended;
      else again.push(ended);
    }
    return status;
  };

  const shell = (text: string): Promise<number> =>
    new Promise((resolve) => {
      const { PATH = '', ...rest } = bin2nlp.environment;
      const env = {
        ...rest,
        PATH: `${join(bin2nlp.directory.path, 'bin')}:${PATH}`,
        GITHUB_STEP_SUMMARY: join(checkout, 'bin2nlp.md'),
      };
      spawn('sh', ['-e', '-c', text], { cwd: checkout, env, stdio: 'ignore' }).once('close', (code) => {
        resolve(code ?? -1);
      });
    });

  it('passes what holds to the policy, and leaves what it says it leaves', async () => {
    expect(await run()).toBe(0);
    const log = JSON.parse(readFileSync(join(checkout, 'bin2nlp.sarif'), 'utf8')) as {
      readonly runs: readonly object[];
    };
    expect(log.runs).toMatchObject([{ invocations: [{ executionSuccessful: true }], results: [] }]);
    expect(readFileSync(join(checkout, 'bin2nlp.md'), 'utf8')).toMatch(
      /^\| risk .*\n.*\n\| 0\.\d \| ordinary \| build\/ls /,
    );
  });

  it('fails for what does not, and says so all the same', async () => {
    const policy = readFileSync(join(checkout, 'policy.toml'), 'utf8');
    writeFileSync(join(checkout, 'policy.toml'), policy.replace('relro = "partial"', 'relro = "full"'));
    expect(await run()).toBe(1);
    const log = JSON.parse(readFileSync(join(checkout, 'bin2nlp.sarif'), 'utf8')) as object;
    expect(log).toMatchObject({
      runs: [
        {
          results: [
            { ruleId: 'hardening.relro', locations: [{ physicalLocation: { artifactLocation: { uri: 'build/ls' } } }] },
          ],
        },
      ],
    });
  });

  it('fails where the build has left nothing', async () => {
    await rm(join(checkout, 'build'), { recursive: true });
    expect(await run()).toBe(3);
    // What GitLab runs afterwards does not count there.
    if (name === 'GitHub') expect(again).toEqual([0]);
  });
});

describe('what is checked by those who run it', () => {
  let directory: TemporaryDirectory;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
  });
  afterAll(() => directory.remove());

  it("GitHub's parser of workflows has nothing against the example", () => {
    // A module of JSON that Node.js 20 does not import by itself.
    const outfile = join(directory.path, 'parser.cjs');
    const parser = join(ROOT, 'node_modules/@actions/workflow-parser/dist/index.js');
    buildSync({ entryPoints: [parser], bundle: true, platform: 'node', format: 'cjs', outfile });
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- made just now
    const { parseWorkflow, NoOperationTraceWriter } = require(outfile) as WorkflowParser;
    const faultsOf = (content: string): readonly unknown[] =>
      parseWorkflow({ name: 'binaries.yml', content }, new NoOperationTraceWriter()).context.errors.getErrors();
    const example = readFileSync(join(EXAMPLES, 'github-actions.yml'), 'utf8');
    expect(faultsOf(example)).toEqual([]);
    expect(faultsOf(example.replace('runs-on', 'run-on'))).not.toEqual([]);
  });

  it("GitLab's schema of pipelines has nothing against the other one", () => {
    // Of Node.js 22.
    const union = 'Set.prototype.union ??= function (other) { return new Set([...this, ...other.keys()]); };';
    writeFileSync(join(directory.path, 'union.cjs'), union);
    spawnSync('git', ['init', '--quiet', directory.path]);
    const program = join(ROOT, 'node_modules/gitlab-ci-local/dist/index.js');
    const check = (example: string): string => {
      // The job that it needs is one of the user's.
      writeFileSync(join(directory.path, '.gitlab-ci.yml'), `${example}\nbuild:\n  script: [make]\n`);
      const args = ['--require', join(directory.path, 'union.cjs'), program, '--list'];
      const { stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: directory.path,
        encoding: 'utf8',
        env: { ...process.env, HOME: directory.path },
      });
      return stdout + stderr;
    };
    const example = readFileSync(join(EXAMPLES, 'gitlab-ci.yml'), 'utf8');
    expect(check(example)).toMatch(/^binaries .*on_success/m);
    expect(check(example.replace('artifacts:\n    when', 'artifact:\n    when'))).toContain(
      "'artifact' property is not expected",
    );
  });
});

interface WorkflowParser {
  readonly NoOperationTraceWriter: new () => object;
  readonly parseWorkflow: (
    file: { readonly name: string; readonly content: string },
    trace: object,
  ) => { readonly context: { readonly errors: { getErrors(): readonly unknown[] } } };
}

it('the examples upload what their lines write', () => {
  const { artifacts } = gitlabJob();
  const written = [
    ...gitlabLines()
      .map(({ text }) => text)
      .join('\n')
      .matchAll(/--output (\S+)/g),
  ].map(([, file]) => file);
  expect(artifacts.paths).toEqual(written);
  expect(written).toContain(artifacts.reports.sarif);
  const github = readFileSync(join(EXAMPLES, 'github-actions.yml'), 'utf8');
  expect(/sarif_file: (\S+)/.exec(github)?.[1]).toBe(/--output (\S+)/.exec(githubLines()[0]?.text ?? '')?.[1]);
});
