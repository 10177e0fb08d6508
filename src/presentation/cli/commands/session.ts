import type { Client } from '#client/generated/client';
import type { Output } from '../terminal/output';

/** What one call of the command has. */
export interface Session {
  readonly output: Output;
  /** Aborts when the user has had enough. */
  readonly stop: AbortSignal;
  /** Directory of the call. */
  readonly base: string;
  readonly version: string;
  /** As `2027-03-31`, UTC. */
  readonly today: string;
  /** Of the service that was named, or of one of our own, which is started where it does not run. @throws Refusal */
  client(): Promise<Client>;
  /** What is piped in, as a file; the same at each call. Removed when the call ends. */
  standardInput(): Promise<string>;
}
