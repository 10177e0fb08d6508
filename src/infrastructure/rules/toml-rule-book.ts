import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { parse } from 'smol-toml';

import { RuleBook } from '#application/ports/rule-book.port';
import { AppConfig } from '#config/app-config';
import type { RuleFile } from '#domain/findings/parse-rules';
import { parseRules } from '#domain/findings/parse-rules';
import type { RuleSet } from '#domain/findings/rule';
import { Re2jsPatternEngine } from './re2js-pattern-engine';

/** All `*.toml` of the rules directory. */
@Injectable()
export class TomlRuleBook extends RuleBook {
  override readonly rules: RuleSet;
  override readonly patterns = new Re2jsPatternEngine();

  /** @throws Error that names the file, the rule and the field at fault. */
  constructor(config: AppConfig) {
    super();
    this.rules = parseRules(readRuleFiles(config.analysis.rulesDir), this.patterns);
  }
}

/** Sorted by name, so that the same files always make the same rules. */
export function readRuleFiles(directory: string): readonly RuleFile[] {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.toml'))
    .sort();
  if (files.length === 0) throw new Error(`There are no rules (*.toml) in ${directory}.`);
  return files.map((file) => ({ file, table: parse(readFileSync(join(directory, file), 'utf8')) }));
}
