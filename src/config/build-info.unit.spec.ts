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
});
