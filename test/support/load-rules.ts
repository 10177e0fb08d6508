import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'smol-toml';

import { parseRules } from '#domain/findings/parse-rules';
import type { RuleFile } from '#domain/findings/parse-rules';
import type { RuleSet } from '#domain/findings/rule';
import { Re2jsPatternEngine } from '#infrastructure/rules/re2js-pattern-engine';

const ROOT = join(__dirname, '../..');

export function readTomlFiles(directory: string): readonly RuleFile[] {
  return readdirSync(join(ROOT, directory))
    .filter((file) => file.endsWith('.toml'))
    .sort()
    .map((file) => ({ file, table: parse(readFileSync(join(ROOT, directory, file), 'utf8')) }));
}

/** The rules that the service comes with. */
export function loadOwnRules(): RuleSet {
  return parseRules(readTomlFiles('config/rules'), new Re2jsPatternEngine());
}
