/** The configuration cannot be used; the message names every fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(
      [
        `The configuration has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}:`,
        ...faults.map((fault) => `  - ${fault}`),
        'See docs/configuration.md for every setting, its environment variable and its range.',
      ].join('\n'),
    );
  }
}
