import type { ThreadCode } from './thread-channel';

/** The programs of the threads that the process starts; who wires them knows where they are. */
export class ThreadPrograms {
  constructor(
    readonly analysis: ThreadCode,
    readonly search: ThreadCode,
    readonly report: ThreadCode,
    readonly graph: ThreadCode,
    readonly digest: ThreadCode,
  ) {}
}
