import type { Session } from '../commands/session';
import type { ExitCode } from '../terminal/exit-codes';

/** Runs what a command does, and keeps its status. */
export type Run = (action: (session: Session) => Promise<ExitCode>) => Promise<void>;
