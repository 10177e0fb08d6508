import { basename, dirname } from 'node:path';

import type { HoldingProgram, Invocation } from './confined-program';
import { environmentOf, SECCOMP_DESCRIPTOR } from './confined-program';
import type { LandlockTool } from './landlock-tool';
import { limitArguments } from './resource-limits';

const READ_TREE = 'execute,read-file,read-dir';

/**
 * Landlock denies every file but those named here: of the sample's directory the one sample, not its neighbours, not even
 * their names. The rule is for the file that is held open, so that one that has taken its name cannot be read. radare2 without
 * /dev/null prints nothing at all.
 */
export function landlockInvocation(
  prlimit: string,
  { setpriv, rights }: LandlockTool,
  program: HoldingProgram,
  isRoot: boolean,
): Invocation {
  const rules = [
    ...program.trees.map((tree) => `path-beneath:${READ_TREE}:${tree}`),
    ...program.files.map((file) => `path-beneath:read-file:${file}`),
    'path-beneath:read-file,write-file:/dev/null',
    ...(program.sample === undefined ? [] : [`path-beneath:read-file:${program.sample.address}`]),
  ];
  return {
    file: prlimit,
    args: [
      ...limitArguments(program.limits),
      setpriv,
      '--no-new-privs',
      ...['--pdeathsig', 'KILL'],
      ...(isRoot ? ['--bounding-set=-all', '--inh-caps=-all', '--ambient-caps=-all'] : []),
      ...['--landlock-access', `fs:${rights.join(',')}`],
      ...rules.flatMap((rule) => ['--landlock-rule', rule]),
      ...['--seccomp-filter', `/proc/self/fd/${SECCOMP_DESCRIPTOR}`],
      program.file,
      ...program.args,
      ...sampleArguments(program),
    ],
    cwd: workingDirectory(program),
    environment: environmentOf(program),
    seccomp: true,
    inheritsSample: false,
  };
}

/** Nothing but limits: for machines of developers where nothing else works. */
export function unconfinedInvocation(prlimit: string, program: HoldingProgram): Invocation {
  return {
    file: prlimit,
    args: [...limitArguments(program.limits), program.file, ...program.args, ...sampleArguments(program)],
    cwd: workingDirectory(program),
    environment: environmentOf(program),
    seccomp: false,
    inheritsSample: false,
  };
}

function workingDirectory(program: HoldingProgram): string {
  return program.sample === undefined ? '/' : dirname(program.sample.place);
}

/** @throws Error for a name that a program could take for an option, a URL or a hidden file. */
function sampleArguments(program: HoldingProgram): readonly string[] {
  if (program.sample === undefined) return [];
  const name = basename(program.sample.place);
  if (!/^\w[\w.+-]*$/.test(name)) throw new Error(`Not a plain file name: ${JSON.stringify(name)}`);
  return [`${program.sampleScheme ?? ''}${name}`];
}
