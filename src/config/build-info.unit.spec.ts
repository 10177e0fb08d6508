import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readBuildInfo } from './build-info';

describe('readBuildInfo', () => {
  let rootDir: string;

  beforeEach(() => {
    rootDir = mkdtempSync(join(tmpdir(), 'bin2nlp-test-'));
  });
  afterEach(() => {
    rmSync(rootDir, { recursive: true });
  });

  it('takes each fact from the environment, else from build_info.json', () => {
    writeFileSync(join(rootDir, 'build_info.json'), '{"git_commit":"aaa","git_branch":"main","build_number":7}');
    const variables = { BIN2NLP_VERSION: '1.2.3', GIT_COMMIT: 'bbb', GIT_BRANCH: '' };
    expect(readBuildInfo({ variables, rootDir })).toEqual({
      version: '1.2.3',
      gitCommit: 'bbb',
      gitBranch: 'main',
      buildTimestamp: '',
      buildNumber: '',
      dockerImage: '',
    });
  });

  it.each(['{', '[]', 'null'])('does without a file that says %s', (text) => {
    writeFileSync(join(rootDir, 'build_info.json'), text);
    expect(readBuildInfo({ variables: { DOCKER_IMAGE: 'bin2nlp:1' }, rootDir })).toMatchObject({
      gitCommit: '',
      dockerImage: 'bin2nlp:1',
    });
  });

  describe('in a checkout', () => {
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-C', rootDir, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
        .toString()
        .trim();
    const path = { PATH: '/usr/local/bin:/usr/bin:/bin' };

    beforeEach(() => {
      git('init', '--initial-branch=trunk');
      git('commit', '--allow-empty', '-m', 'first');
    });

    it('knows the commit and the branch', () => {
      expect(readBuildInfo({ variables: path, rootDir })).toMatchObject({
        gitCommit: git('rev-parse', 'HEAD'),
        gitBranch: 'trunk',
      });
    });

    it('knows no branch where none is checked out', () => {
      git('checkout', '--detach');
      expect(readBuildInfo({ variables: path, rootDir })).toMatchObject({
        gitCommit: git('rev-parse', 'HEAD'),
        gitBranch: '',
      });
    });

    it('believes the build before the checkout', () => {
      const variables = { ...path, GIT_COMMIT: 'bbb' };
      expect(readBuildInfo({ variables, rootDir })).toMatchObject({ gitCommit: 'bbb', gitBranch: '' });
    });

    it('does without git', () => {
      expect(readBuildInfo({ variables: {}, rootDir })).toMatchObject({ gitCommit: '', gitBranch: '' });
    });

    it('takes a repository around it for somebody else’s', () => {
      const inner = mkdtempSync(join(rootDir, 'installed-'));
      expect(readBuildInfo({ variables: path, rootDir: inner })).toMatchObject({ gitCommit: '', gitBranch: '' });
    });
  });
});
