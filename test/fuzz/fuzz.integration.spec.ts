import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const RUN_TYPESCRIPT = join(__dirname, '../support/run-typescript.cjs');

/** Short forms of `npm run fuzz`: its long ones are commands. */
describe('what is damaged', () => {
  it.each([
    ['is analysed or refused, by radare2 and without it', ['analysis', '--count', '24'], /faults: 0; deaths: 0/],
    ['takes each parser no more steps than its size allows', ['parsers', '--runs', '60', '--seconds', '600'], /^der /m],
  ])('%s', (_, args, said) => {
    const command = ['--require', RUN_TYPESCRIPT, join(__dirname, 'run.ts'), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    expect(stdout + stderr).not.toContain('to mend');
    expect(stdout).toMatch(said);
    expect(status).toBe(0);
  });
});
