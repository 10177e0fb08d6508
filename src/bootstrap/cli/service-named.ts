import { readFileSync } from 'node:fs';

import type { ServiceNamed } from '#presentation/cli/program/command-line';
import { UsageError } from '#presentation/cli/terminal/usage-error';

/** A service of somebody's, and the key for it; empty where none was given. */
export interface NamedService {
  readonly url: string;
  readonly key: string;
}

/**
 * The one that the call or the environment names; `undefined` where none is named. A key is in a file or in the environment, never
 * on the command line, which every user of the machine can read. @throws UsageError
 */
export function serviceNamed(
  { server, keyFile }: ServiceNamed,
  variables: Readonly<Record<string, string | undefined>>,
): NamedService | undefined {
  const url = server ?? variables['BIN2NLP_SERVER_URL'] ?? '';
  if (url === '') return undefined;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`${url} is not the address of a service, such as https://bin2nlp.example.com.`);
  }
  const file = keyFile ?? variables['BIN2NLP_KEY_FILE'] ?? '';
  return { url, key: file === '' ? (variables['BIN2NLP_KEY'] ?? '') : keyIn(file) };
}

function keyIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new UsageError(`The key cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
