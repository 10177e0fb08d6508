import type { ProcessEnd } from '#infrastructure/sandbox/confined-process';

/** The process ended, or broke the protocol, before it had answered. */
export class Radare2Crash extends Error {
  override readonly name = 'Radare2Crash';

  constructor(
    readonly command: string,
    readonly end: ProcessEnd,
  ) {
    super(`radare2 ended during "${command}": ${describeEnd(end)}`, { cause: end.fault });
  }
}

/** The answer did not come in time; the process was killed. */
export class Radare2Deadline extends Error {
  override readonly name = 'Radare2Deadline';

  constructor(
    readonly command: string,
    readonly milliseconds: number,
    /** Whether it is what one command may take that is over, and not the time of the analysis. */
    readonly isOfCommand = false,
  ) {
    super(`radare2 did not finish "${command}" within ${Math.round(milliseconds)} ms`);
  }
}

/** The answer grew beyond what is taken; the process was killed. */
export class Radare2OutputLimit extends Error {
  override readonly name = 'Radare2OutputLimit';

  constructor(
    readonly command: string,
    readonly bytes: number,
  ) {
    super(`radare2 answered "${command}" with more than ${bytes} bytes`);
  }
}

/** The answer is not what the command answers; the process lives. */
export class Radare2Answer extends Error {
  override readonly name = 'Radare2Answer';

  constructor(
    readonly command: string,
    expected: string,
  ) {
    super(`radare2 answered "${command}" with something other than ${expected}`);
  }
}

/** It was opened, but what is asked of it would be answered with nothing, or of something else; the process lives. */
export class Radare2Unloaded extends Error {
  override readonly name = 'Radare2Unloaded';

  constructor(readonly fault: string) {
    super(`radare2 did not load the file: ${fault}`);
  }
}

export type EngineFailure = Radare2Unloaded | Radare2Crash | Radare2OutputLimit | Radare2Answer | Radare2Deadline;

/** What radare2 did wrong, in contrast to what we did. */
export function isEngineFailure(error: unknown): error is EngineFailure {
  return (
    error instanceof Radare2Unloaded ||
    error instanceof Radare2Crash ||
    error instanceof Radare2OutputLimit ||
    error instanceof Radare2Answer ||
    error instanceof Radare2Deadline
  );
}

function describeEnd({ code, signal, stderr, fault }: ProcessEnd): string {
  const how = fault?.message ?? (signal === undefined ? `exit code ${String(code)}` : `signal ${signal}`);
  return stderr === '' ? how : `${how} (${stderr.slice(-300)})`;
}
