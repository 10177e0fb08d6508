import { extname, join } from 'node:path';

import type { ThreadCode } from '#infrastructure/threads/thread-channel';
import { ThreadPrograms } from '#infrastructure/threads/thread-programs';

/**
 * A program of this directory: as it is built, or its source where this is run from its own.
 *
 * @param nodeArguments What the thread needs to load it; none for what the compiler has made, or where who starts it has them.
 */
export function threadCode(
  name: 'analysis-thread' | 'bulk-thread' | 'digest-thread' | 'graph-thread' | 'report-thread' | 'search-thread',
  nodeArguments: readonly string[] = [],
): ThreadCode {
  return { file: join(__dirname, `${name}${extname(__filename)}`), nodeArguments };
}

export function threadPrograms(nodeArguments: readonly string[]): ThreadPrograms {
  return new ThreadPrograms(
    threadCode('analysis-thread', nodeArguments),
    threadCode('search-thread', nodeArguments),
    threadCode('report-thread', nodeArguments),
    threadCode('graph-thread', nodeArguments),
    threadCode('digest-thread', nodeArguments),
  );
}
