/** What a call says by its status: closed, and documented in docs/command-line.md. */
export const EXIT = {
  /** All that was asked for was done; of `check`: and nothing violates the policy. */
  clean: 0,
  /** `check`: something violates the policy. */
  violated: 1,
  /** The call itself is wrong: an option, a policy that cannot be read, a target that cannot be meant. */
  usage: 2,
  /** Something could not be done, a file is not there, or nothing was analysed. */
  failed: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
