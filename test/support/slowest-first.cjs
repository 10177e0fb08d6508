const { default: Sequencer } = require('@jest/test-sequencer');

/** A long file that begins last leaves all other workers without work; those of units take seconds at most. */
const ORDER = ['e2e', 'integration', 'unit'];

/** Where jest knows how long files took, the longest first; a fresh clone knows only their sizes, and the project that each is of. */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const rank = (test) => (test.duration === undefined ? ORDER.indexOf(test.context.config.displayName?.name) : 0);
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
