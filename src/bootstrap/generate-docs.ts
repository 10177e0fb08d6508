import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { configurationReference } from '#config/configuration-reference';
import { apiDocument } from './api-document';

/** Writes the documents that are made from code; tests compare them with what is committed. Resolves to the exit status. */
export async function generateDocs(rootDir: string): Promise<number> {
  writeFileSync(join(rootDir, 'docs', 'configuration.md'), configurationReference());
  writeFileSync(join(rootDir, 'docs', 'openapi.json'), `${JSON.stringify(await apiDocument(), undefined, 2)}\n`);
  return 0;
}
