import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const TRUNK = join(__dirname, '../..');

/** Sources, scripts and settings of ours. */
export function ownFiles(): readonly string[] {
  return ['src/domain', 'test/support', 'config', 'docker'].flatMap((tree) =>
    readdirSync(join(TRUNK, tree), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  );
}
