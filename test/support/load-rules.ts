import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';

import type { RuleFile } from '#domain/findings/parse-rules';
import { parseRules } from '#domain/findings/parse-rules';
import type { RuleSet } from '#domain/findings/rule';
import { PATTERN_ENGINE } from '#test/support/pattern-engine';

const ROOT = join(__dirname, '../..');

export function readTomlFiles(directory: string): readonly RuleFile[] {
  return readdirSync(join(ROOT, directory))
    .filter((file) => file.endsWith('.toml'))
    .sort()
    .map((file) => ({ file, table: parse(readFileSync(join(ROOT, directory, file), 'utf8')) }));
}

/** The rules that the service comes with. */
export function loadOwnRules(): RuleSet {
  return parseRules(readTomlFiles('config/rules'), PATTERN_ENGINE);
}
