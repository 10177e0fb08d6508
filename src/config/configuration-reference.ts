import { getMetadataStorage } from 'class-validator';

import { AppConfig } from './app-config';
import { otherNames } from './other-names';
import { descriptionOf } from './settings/described';
import { isTable } from './settings-tree';

const INTRODUCTION = `# Configuration

Made from the schema in \`src/config\` by \`npm run docs:generate\`; do not edit it by hand.

Each source overrides the one before it: built-in defaults, \`config/default.toml\`, \`config/{environment}.toml\` (or the file that
\`BIN2NLP_CONFIG_PATH\` names), \`.env.{dev,test,staging,prod}\`, \`.env\`, environment variables. An unknown setting or a bad value stops
the start with one message that names all faults. Flags take true, 1, yes, on and their opposites.

What is secret (\`[auth]\`, \`redis.url\`, \`redis.cache_url\`, \`redis.sentinel_password\`, \`bucket.access_key_id\`,
\`bucket.secret_access_key\`, \`tracing.headers\`) may stand in a file: the variable with \`_FILE\` behind its name says which,
such as \`BIN2NLP_AUTH__API_KEY_SALT_FILE=/run/secrets/salt\`.
`;

/** \`docs/configuration.md\`: every setting with its variable, range and default. */
export function configurationReference(): string {
  const config = new AppConfig();
  const top = keysOf(config).filter((key) => !isTable(valueOf(config, key)));
  const sections = keysOf(config).filter((key) => isTable(valueOf(config, key)));
  const parts = [
    INTRODUCTION,
    table(config, top, 'BIN2NLP_'),
    ...sections.map((section) => {
      const name = snake(section);
      const prefix = section === 'features' ? 'BIN2NLP_FEATURE_' : `BIN2NLP_${name.toUpperCase()}__`;
      const settings = valueOf(config, section) as object;
      return `## [${name}]\n\n${table(settings, keysOf(settings), prefix)}`;
    }),
    otherNamesTable(),
  ];
  return parts.join('\n');
}

function otherNamesTable(): string {
  const rows = otherNames().map(([name, setting]) => `| \`${name}\` | \`${setting}\` |`);
  return ['## Other names', '', '| looked for as | here |', '| --- | --- |', ...rows, ''].join('\n');
}

function table(owner: object, keys: readonly string[], prefix: string): string {
  const rows = keys.map((key) => {
    const range = rangeOf(owner, key);
    const cells = [`\`${snake(key)}\``, `\`${prefix}${snake(key).toUpperCase()}\``, defaultOf(owner, key), range];
    return `| ${cells.join(' | ')} | ${descriptionOf(owner, key) ?? ''} |`;
  });
  return [
    '| setting | variable | default | range | what it does |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function rangeOf(owner: object, key: string): string {
  const checks = getMetadataStorage()
    .getTargetValidationMetadatas(owner.constructor, '', false, false)
    .filter(({ propertyName }) => propertyName === key);
  const constraint = (name: string): unknown =>
    (checks.find((check) => check.name === name)?.constraints as readonly unknown[] | undefined)?.[0];
  const [min, max, choices] = [constraint('min'), constraint('max'), constraint('isIn')];
  if (Array.isArray(choices)) return choices.map((choice) => `\`${String(choice)}\``).join(' ');
  if (typeof min === 'number' && typeof max === 'number') return `${min} - ${max}`;
  return typeof valueOf(owner, key) === 'boolean' ? '`true` `false`' : '';
}

function defaultOf(owner: object, key: string): string {
  const value = valueOf(owner, key);
  return value === '' ? 'empty' : `\`${String(value)}\``;
}

function keysOf(owner: object): readonly string[] {
  return Object.keys(owner);
}

function valueOf(owner: object, key: string): unknown {
  return (owner as Readonly<Record<string, unknown>>)[key];
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
