import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { plainToInstance } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { validateSync } from 'class-validator';
import { parse as parseToml } from 'smol-toml';

import { ENVIRONMENTS } from '#config/settings/process';
import { AppConfig } from './app-config';
import { ConfigError } from './config.errors';
import { overlaid, readEnvironment } from './environment-variables';
import { noteFlagSources } from './feature-flags';
import { noSuchSetting } from './other-names';
import { isSecret } from './secrets';
import type { SettingsTree } from './settings-tree';
import { isTable, merge, toCamelCase } from './settings-tree';
import { strictnessFaults } from './strictness';

/** Suffix of the `.env` file that belongs to an environment. */
const DOTENV_SUFFIX: Readonly<Record<string, string>> = {
  development: 'dev',
  testing: 'test',
  staging: 'staging',
  production: 'prod',
};

export interface ConfigSources {
  /** The process's environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Holds `config/` and the `.env` files; relative paths are resolved against it. */
  readonly rootDir: string;
}

/**
 * Defaults < config/default.toml < config/{environment}.toml (or BIN2NLP_CONFIG_PATH) < .env files < environment.
 * @throws ConfigError naming every fault at once.
 */
export function loadConfig({ variables, rootDir }: ConfigSources): AppConfig {
  const dotenv = readDotenv(join(rootDir, '.env'));
  const named = variables['BIN2NLP_ENVIRONMENT'] ?? dotenv['BIN2NLP_ENVIRONMENT'];
  const environment = named ?? 'development';
  const specific = readDotenv(join(rootDir, `.env.${DOTENV_SUFFIX[environment] ?? environment}`));
  const environmentTree = readEnvironment(overlaid([specific, dotenv, variables]));
  const files = configFiles(rootDir, environment, variables['BIN2NLP_CONFIG_PATH']);
  const fileTrees = files.map(readTomlFile);
  const tree = [...fileTrees, environmentTree.tree].reduce(merge, { environment });
  const { config, faults } = validate(tree);
  noteFlagSources(config.features, [
    ...fileTrees.map((each) => ['file', each] as const),
    ['environment', environmentTree.tree],
  ]);
  const hasAll = faults.length === 0;
  if (hasAll) withAbsolutePaths(config, rootDir);
  const all = [...environmentTree.faults, ...faults, ...(hasAll ? strictnessFaults(config) : [])];
  if (all.length > 0) throw new ConfigError(all);
  return config;
}

function readDotenv(path: string): Record<string, string | undefined> {
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
}

function configFiles(rootDir: string, environment: string, override: string | undefined): readonly string[] {
  const optional = [join(rootDir, 'config', 'default.toml')];
  if (override !== undefined && override !== '') {
    const path = resolve(rootDir, override);
    if (!existsSync(path)) throw new ConfigError([`BIN2NLP_CONFIG_PATH: there is no file ${path}`]);
    return [...optional.filter((file) => existsSync(file)), path];
  }
  if ((ENVIRONMENTS as readonly string[]).includes(environment)) {
    optional.push(join(rootDir, 'config', `${environment}.toml`));
  }
  return optional.filter((file) => existsSync(file));
}

function readTomlFile(path: string): SettingsTree {
  try {
    const table: unknown = parseToml(readFileSync(path, 'utf8'));
    return isTable(table) ? toCamelCase(table) : {};
  } catch (cause) {
    throw new ConfigError([`${path}: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
}

function validate(tree: SettingsTree): { config: AppConfig; faults: readonly string[] } {
  const config = plainToInstance(AppConfig, tree, { exposeDefaultValues: true });
  const errors = validateSync(config, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  return { config, faults: errors.flatMap((error) => faultsOf(error, [])) };
}

function faultsOf(error: ValidationError, parent: readonly string[]): readonly string[] {
  const path = [...parent, error.property];
  const name = path.map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)).join('.');
  // What is wrong with a key or a password is said without saying what it is.
  const told = isSecret(path) ? '' : given(error.value);
  const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) =>
    constraint === 'whitelistValidation' ? `${name}: ${noSuchSetting(name)}` : `${name}: ${message}${told}`,
  );
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, path))];
}

function given(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `, got ${JSON.stringify(value)}` : '';
}

function withAbsolutePaths(config: AppConfig, rootDir: string): void {
  const storage = Object.assign(config.storage, { dataDir: resolve(rootDir, config.storage.dataDir) });
  const analysis = Object.assign(config.analysis, { rulesDir: resolve(rootDir, config.analysis.rulesDir) });
  const within = (file: string): string => (file === '' ? '' : resolve(rootDir, file));
  const { tlsCaFile, tlsCertFile, tlsKeyFile } = config.redis;
  const redis = Object.assign(config.redis, {
    tlsCaFile: within(tlsCaFile),
    tlsCertFile: within(tlsCertFile),
    tlsKeyFile: within(tlsKeyFile),
  });
  const { file } = config.logging;
  const logging = Object.assign(config.logging, { file: within(file) });
  const { baseDir } = config.magic;
  const magic = Object.assign(config.magic, { baseDir: within(baseDir) });
  Object.assign(config, { redis, storage, analysis, logging, magic });
}
