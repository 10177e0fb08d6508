import { spawnSync } from 'node:child_process';

/** What file(1) prints of each of these files, as they are; one run for all of them. */
export function fileSays(paths) {
  const descriptions = lines(paths);
  const types = lines(['--mime-type', ...paths]);
  const extensions = lines(['--extension', ...paths]);
  if ([descriptions, types, extensions].some((answers) => answers.length !== paths.length)) {
    throw new Error('file(1) skipped a file');
  }
  return paths.map((_, index) => ({
    description: descriptions[index],
    mime_type: types[index],
    extensions: extensions[index] === '???' ? '' : extensions[index],
  }));
}

function lines(args) {
  const options = { env: { LC_ALL: 'C.UTF-8' }, maxBuffer: 64 * 1024 * 1024 };
  const { stdout, error } = spawnSync('file', ['-b', ...args], options);
  if (error !== undefined) throw new Error('file(1) is not installed: apt-get install file', { cause: error });
  return stdout.toString('utf8').replace(/\n$/, '').split('\n');
}
