import type { ConfigSources } from '#config/load-config';
import type { Stream } from '#presentation/cli/terminal/output';

/** What of the process a call has. */
export interface Surroundings extends ConfigSources {
  /** The program that this is, to be run again as a service. */
  readonly program: string;
  /** Directory of the call. */
  readonly base: string;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: Stream;
  readonly stderr: Stream;
}
