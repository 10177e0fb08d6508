import type { ConfinedSample } from './confined-sample';

/** Per process; a limit that is reached ends or refuses, it never degrades silently. */
export interface ResourceLimits {
  /** Bytes. */
  readonly addressSpace: number;
  /** Seconds of processor time. */
  readonly cpuSeconds: number;
}

/** A program to run confined, and all that it may see of the machine. Every path is absolute. */
export interface ConfinedProgram {
  readonly file: string;
  /** Fixed text and numbers of ours; nothing that came from a sample. */
  readonly args: readonly string[];
  /** Directories that exist and that it may read and execute, with all that is in them. */
  readonly trees: readonly string[];
  /** Single files that exist and that it may read. */
  readonly files: readonly string[];
  /**
   * Leads to the one further file that it may read, from its working directory: what is opened there at the launch, and nothing
   * that takes its name later. Its bare name becomes the last argument …
   */
  readonly sample?: string;
  /** … after this text, such as the scheme of a URL. */
  readonly sampleScheme?: string;
  /** Beside PATH, HOME and LANG. */
  readonly environment: Readonly<Record<string, string>>;
  readonly limits: ResourceLimits;
  /** Whether it may make threads: without end, until it gives that up by the seal, which it has to before it reads what is hostile. */
  readonly makesThreads?: boolean;
  /** A socket of ours that it inherits as `CHANNEL_DESCRIPTOR`, and over which it may receive descriptors. Closed here then. */
  readonly channel?: number;
}

/** The same, with its sample held open. */
export interface HoldingProgram extends Omit<ConfinedProgram, 'sample'> {
  readonly sample?: Pick<ConfinedSample, 'address' | 'place'>;
}

/** How to start a program: what `spawn` needs. */
export interface Invocation {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the filter is expected at `SECCOMP_DESCRIPTOR`. */
  readonly seccomp: boolean;
  /** Whether the sample is expected at `SAMPLE_DESCRIPTOR`. */
  readonly inheritsSample: boolean;
}

export const SECCOMP_DESCRIPTOR = 3;
export const CHANNEL_DESCRIPTOR = 4;
export const SAMPLE_DESCRIPTOR = 5;

export function environmentOf(program: Pick<ConfinedProgram, 'environment'>): Readonly<Record<string, string>> {
  return { PATH: '/usr/bin:/bin', HOME: '/', LANG: 'C.UTF-8', ...program.environment };
}
