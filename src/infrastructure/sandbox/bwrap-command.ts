import type { HoldingProgram, Invocation } from './confined-program';
import { environmentOf, SAMPLE_DESCRIPTOR, SECCOMP_DESCRIPTOR } from './confined-program';
import { limitArguments } from './resource-limits';

/** Name and place of the sample inside, whatever it is called outside. */
const JOB_DIRECTORY = '/job';
const SAMPLE_NAME = 'sample.bin';
const NOBODY = '65534';

/**
 * A file system of its own that holds the program, the sample and /dev/null, read-only as a whole; no network, no other
 * processes, no capabilities. Without `--new-session`: the launcher starts the group in a session of its own already,
 * and one group is what it kills as a whole. As process 1: bwrap's own would end after bwrap itself has, an orphan each time.
 * Of the sample, bwrap makes sure that what it has mounted is what the descriptor leads to, and closes that.
 */
export function bwrapInvocation(prlimit: string, bwrap: string, program: HoldingProgram): Invocation {
  const hasSample = program.sample !== undefined;
  return {
    file: prlimit,
    args: [
      ...limitArguments(program.limits),
      bwrap,
      '--unshare-all',
      '--as-pid-1',
      '--die-with-parent',
      ...['--cap-drop', 'ALL', '--uid', NOBODY, '--gid', NOBODY],
      ...[...program.trees, ...program.files].flatMap((path) => ['--ro-bind', path, path]),
      ...['--dev-bind', '/dev/null', '/dev/null'],
      ...(hasSample ? ['--ro-bind-fd', String(SAMPLE_DESCRIPTOR), `${JOB_DIRECTORY}/${SAMPLE_NAME}`] : []),
      ...['--dir', JOB_DIRECTORY, '--remount-ro', '/', '--chdir', JOB_DIRECTORY],
      ...['--seccomp', String(SECCOMP_DESCRIPTOR)],
      '--',
      program.file,
      ...program.args,
      ...(hasSample ? [`${program.sampleScheme ?? ''}${SAMPLE_NAME}`] : []),
    ],
    cwd: '/',
    environment: environmentOf(program),
    seccomp: true,
    inheritsSample: hasSample,
  };
}
