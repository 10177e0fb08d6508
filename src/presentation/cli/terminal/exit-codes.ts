/** What a call says by its status: closed, and documented in docs/command-line.md. */
export const EXIT = {
  /** All that was asked for was done; of `check`: and nothing violates the policy. */
  clean: 0,
  /** `check`: something violates the policy. */
  violated: 1,
  /** The call itself is wrong: an option, a policy, a file that is not there. */
  usage: 2,
  /** Something that was asked for could not be done, or there was nothing to do. */
  failed: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
