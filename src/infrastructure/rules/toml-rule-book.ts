import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';

import { RuleBook } from '#application/ports/rule-book.port';
import type { RuleFile } from '#domain/findings/parse-rules';
import { parseRules } from '#domain/findings/parse-rules';
import type { RuleSet } from '#domain/findings/rule';
import { Re2jsPatternEngine } from './re2js-pattern-engine';

/** Rules of TOML files, read once: a thread is handed `files` and makes the same book of them. */
export class TomlRuleBook extends RuleBook {
  override readonly rules: RuleSet;
  override readonly patterns = new Re2jsPatternEngine();

  /** @throws Error that names the file, the rule and the field at fault. */
  constructor(readonly files: readonly RuleFile[]) {
    super();
    this.rules = parseRules(files, this.patterns);
  }

  /** All `*.toml` of a directory. @throws Error where there is none, and as the constructor does. */
  static read(directory: string): TomlRuleBook {
    return new TomlRuleBook(readRuleFiles(directory));
  }
}

/** Sorted by name, so that the same files always make the same rules. */
function readRuleFiles(directory: string): readonly RuleFile[] {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.toml'))
    .sort();
  if (files.length === 0) throw new Error(`There are no rules (*.toml) in ${directory}.`);
  return files.map((file) => ({ file, table: parse(readFileSync(join(directory, file), 'utf8')) }));
}
