import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { configurationReference } from '#config/configuration-reference';

/** Writes the documents that are made from code; a test compares them with what is committed. */
export function generateDocs(rootDir: string): number {
  writeFileSync(join(rootDir, 'docs', 'configuration.md'), configurationReference());
  return 0;
}
