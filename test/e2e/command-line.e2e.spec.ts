import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

import { CommandLine } from '#test/support/command-line';
import { eventually } from '#test/support/eventually';

const POLICY = `
[hardening]
nx = true
pie = true
[risk]
max_verdict = "noteworthy"
[imports]
forbidden = ["gets"]
`;

/** Programs of this machine that are soon analysed. */
function smallPrograms(count: number): readonly string[] {
  const isProgram = (path: string): boolean => {
    const is = statSync(path);
    return is.isFile() && is.size < 70_000 && readFileSync(path).toString('latin1', 0, 4) === '\u007fELF';
  };
  return readdirSync('/usr/bin')
    .map((name) => join('/usr/bin', name))
    .filter(isProgram)
    .slice(0, count);
}

describe('ten jobs of a user, from the command line', () => {
  let bin2nlp: CommandLine;
  let here: string;

  beforeAll(async () => {
    bin2nlp = await CommandLine.create();
    here = bin2nlp.directory.path;
  });
  afterAll(() => bin2nlp.end());

  it('triages a file', async () => {
    const { status, out, err } = await bin2nlp.call(['scan', '/bin/ls']);
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^ls {2}\(\d+\.\d KB, standard depth\)\n-+\n {2}risk +0 of 10, ordinary\n +\S.* at 0x[0-9a-f]+ in /,
    );
    expect(out).toMatch(/sha256 +[0-9a-f]{64}/);
  });

  it('says what a function does', async () => {
    const { status, out } = await bin2nlp.call(['functions', '/bin/ls', 'main']);
    expect(status).toBe(0);
    expect(out).toMatch(/^- 0x[0-9a-f]+ main: function known by /m);
    expect(out).toMatch(/^- calls \(\d+\): /m);
  });

  it('shows what touches the network, and how calls lead there', async () => {
    const { status, out } = await bin2nlp.call(['functions', '/bin/bash', '--category', 'network', '--paths']);
    expect(status).toBe(0);
    expect(out).toMatch(/^0x[0-9a-f]+ .* netopen +.*connect/m);
    expect(out).toMatch(/^ +by main > .* > netopen/m);
  });

  it('writes a report for a ticket', async () => {
    const file = join(here, 'ticket.md');
    expect((await bin2nlp.call(['report', '/bin/ls', '-o', file])).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^# ELF file, SHA-256/);
  });

  it('fills 8,000 tokens for a model, and not one more', async () => {
    const { out } = await bin2nlp.call(['report', '/bin/bash', '--max-tokens', '8000']);
    expect(countTokens(out)).toBeLessThanOrEqual(8000);
    expect(countTokens(out)).toBeGreaterThan(7800);
  });

  it('compares two builds', async () => {
    const { status, out } = await bin2nlp.call(['diff', '/bin/ls', '/bin/bash']);
    expect(status).toBe(0);
    expect(out).toMatch(/only (here|there|in)|added|removed|changed/i);
    await bin2nlp.call(['scan', '/bin/dir']);
    const relatives = await bin2nlp.call(['similar', '/bin/ls']);
    expect(relatives.status).toBe(0);
    expect(relatives.out).toMatch(/\(\d+ %\) are also in "dir"/);
  });

  it('takes a folder of 30, the riskiest first, and sends none of them twice', async () => {
    const folder = join(here, 'folder/below');
    await mkdir(folder, { recursive: true });
    for (const path of smallPrograms(30)) await copyFile(path, join(folder, path.replaceAll('/', '-')));
    writeFileSync(join(folder, 'letter.txt'), 'Dear reader,');
    const interrupted = bin2nlp.launch(['scan', join(here, 'folder'), '--jobs', '1']);
    const ended = new Promise((resolve) => interrupted.once('close', resolve));
    await eventually(async () => {
      const { out } = await bin2nlp.call(['jobs', '--json', '--limit', '4']);
      const jobs = JSON.parse(out) as readonly { readonly file: { readonly name: string } }[];
      expect(jobs.filter(({ file }) => file.name.startsWith('-usr-bin-'))).toHaveLength(4);
    });
    interrupted.kill('SIGINT');
    expect(await ended).toBe(3);
    const first = await bin2nlp.call(['scan', join(here, 'folder'), '--json']);
    expect(first.err).toMatch(/^30 analysed \([1-9]\d* known before\), 0 failed, 1 skipped/);
    expect(first.status).toBe(0);
    const risks = (JSON.parse(first.out) as readonly { readonly risk_score: number }[]).map(
      ({ risk_score: risk }) => risk,
    );
    expect(risks).toEqual(risks.toSorted((a, b) => b - a));
    const again = await bin2nlp.call(['scan', join(here, 'folder')]);
    expect(again.err).toMatch(/^30 analysed \(30 known before\)/);
    expect(again.out.split('\n')).toHaveLength(32);
  });

  it('follows how far a job is, until it has ended or is ended', async () => {
    const scan = bin2nlp.call(['scan', '--force', '--depth', 'comprehensive', '/bin/bash']);
    let id = '';
    await eventually(async () => {
      const { out } = await bin2nlp.call(['jobs', '--status', 'processing', '--json']);
      [{ id }] = JSON.parse(out) as [{ id: string }];
    });
    const follower = bin2nlp.launch(['jobs', id, '--follow']);
    let followed = '';
    follower.stdout?.setEncoding('utf8').on('data', (text: string) => (followed += text));
    const ended = new Promise((resolve) => follower.once('close', resolve));
    await eventually(() => {
      expect(followed).toMatch(/^(structure|code|depth|meaning) \d+ %$/m);
    });
    expect((await bin2nlp.call(['jobs', id, '--cancel'])).status).toBe(0);
    expect(await ended).toBe(3);
    expect(followed).toMatch(new RegExp(`^${id} +cancelled `, 'm'));
    expect((await scan).status).toBe(3);
    expect((await bin2nlp.call(['jobs'])).out).toMatch(new RegExp(`^${id} +cancelled .*bash`, 'm'));
  });

  describe('gates a pipeline', () => {
    const check = (policy: string, ...args: string[]): ReturnType<CommandLine['call']> => {
      const file = join(here, 'policy.toml');
      writeFileSync(file, policy);
      return bin2nlp.call(['check', '--policy', file, ...args]);
    };

    it('with 0 for what passes', async () => {
      const { status, out } = await check(POLICY, '/bin/ls', '/bin/bash');
      expect(status).toBe(0);
      expect(out).toMatch(/\/bin\/bash +passed/);
    });

    it('with 1 for what does not, told in SARIF', async () => {
      const { status, out } = await check(`${POLICY}[hardening.elf]\nrelro = "full"`, '/bin/ls', '--format', 'sarif');
      expect(status).toBe(1);
      const log = JSON.parse(out) as { runs: [{ results: readonly object[] }] };
      expect(log.runs[0].results).toMatchObject([{ ruleId: 'hardening.relro', level: 'error' }]);
    });

    it('with 1 where a waiver has run out, though nothing else is wrong', async () => {
      const waiver = '[[waivers]]\nrule = "import.*"\nreason = "until the rewrite"\nexpires = 2020-01-31';
      const { status, out } = await check(`${POLICY}${waiver}`, '/bin/ls');
      expect(status).toBe(1);
      expect(out).toContain('the waiver of import.* ended with 2020-01-31: until the rewrite');
    });

    it.each([
      ['a file that is not there', ['/bin/ls', 'gone'], 3],
      ['no file at all', ['empty'], 3],
      ['a directory without a program, beside a file that passes', ['/bin/ls', 'empty'], 3],
      ['a file that is no program', ['/etc/passwd'], 3],
      ['a depth at which nobody looks at code', ['/bin/ls', '--depth', 'quick'], 2],
    ])('never with 0 for %s', async (_, args, expected) => {
      await mkdir(join(here, 'empty'), { recursive: true });
      expect((await check(POLICY, ...args)).status).toBe(expected);
    });

    it('with 2 for a policy that cannot be read, with what was meant', async () => {
      const misspelt = await check('[findings]\nforbidden = ["injekt-remote-thread"]', '/bin/ls');
      expect(misspelt).toMatchObject({
        status: 2,
        err: expect.stringContaining('did you mean inject-remote-thread?') as string,
      });
      const { status, err } = await check('[hardening]\npei = true', '/bin/ls');
      expect(status).toBe(2);
      expect(err).toContain('hardening.pei is not known; did you mean pie?');
    });
  });

  it('hands over to a colleague, as one file', async () => {
    const file = join(here, 'report.html');
    expect((await bin2nlp.call(['report', '/bin/ls', '--format', 'html', '-o', file])).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('<main id="report">');
  });

  it('takes what is piped in, and gives a pipe all of it', async () => {
    const { status, out, err } = await bin2nlp.call(['scan', '-', '--format', 'sarif'], {
      input: readFileSync('/bin/bash'),
    });
    expect([status, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ version: '2.1.0' });
    const strings = await bin2nlp.call(['strings', '/bin/bash', '--json', '--limit', '500']);
    expect(strings.out.length).toBeGreaterThan(80_000);
    expect(JSON.parse(strings.out)).toHaveLength(500);
  });

  it('identifies what is no program, too', async () => {
    const { status, out } = await bin2nlp.call(['identify', '/etc/passwd', '/bin/ls']);
    expect(status).toBe(0);
    expect(out).toMatch(/^\/etc\/passwd: ASCII text\n\/bin\/ls: ELF 64-bit/);
  });

  it('shows a name that would drive the terminal, instead of sending it', async () => {
    const name = join(here, 'a\u001b[2Jb\u202e');
    await copyFile('/bin/true', name);
    for (const args of [
      ['scan', name, '/bin/ls'],
      ['scan', name],
      ['identify', name],
    ]) {
      const { status, out } = await bin2nlp.call(args);
      expect(status).toBe(0);
      expect(out).not.toMatch(/[^\P{C}\n]/u);
    }
  });

  it.each([
    [['scan'], /missing required argument/],
    [['scna', '/bin/ls'], /Did you mean scan/],
    [['scan', '/bin/ls', '--depth', 'abyssal'], /Allowed choices are quick, standard, comprehensive/],
    [['scan', '/bin/ls', '--jobs', '0'], /from 1 to 64/],
    [['report', 'nothing-like-it'], /no file, no id of an analysis and no SHA-256/],
    [['report', '/bin/ls', '--focus', 'sports'], /INVALID_OPTION/],
    [['scan', '/bin/ls', '--server', 'ftp://x'], /not the address of a service/],
  ])('says what is wrong with %j, with status 2', async (args, words) => {
    const { status, err } = await bin2nlp.call(args);
    expect(status).toBe(2);
    expect(err).toMatch(words);
  });
});
