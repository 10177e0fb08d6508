import { constants, createReadStream, statSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';

import { answerOf } from '#client/answer-of';
import type { Client } from '#client/generated/client';
import { identifyContent } from '#client/generated/sdk.gen';
import type { IdentifyContentResponse } from '#client/generated/types.gen';
import { Refusal } from '#client/refusal';
import type { ExitCode } from '../terminal/exit-codes';
import { EXIT } from '../terminal/exit-codes';
import { styled } from '../terminal/pieces';
import type { Session } from './session';

/** What kind of file each is, as `file` says it, with what is suspicious about that. */
export async function identify(session: Session, paths: readonly string[], asJson: boolean): Promise<ExitCode> {
  const { output, stop } = session;
  const client = await session.client();
  const answers: object[] = [];
  let failed = false;
  for (const path of paths) {
    try {
      const kind = await kindOf(client, path === '-' ? await session.standardInput() : path, stop);
      answers.push({ path, ...kind });
      const warnings = kind.warnings.map((warning) => styled('yellow', `  [${wordsOf(warning)}]`));
      if (!asJson) output.line(`${path}: `, kind.description, ...warnings);
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.code === 'UNREACHABLE') throw refusal;
      failed = true;
      answers.push({ path, failed: `${refusal.code}: ${refusal.message}` });
      if (!asJson) output.line(`${path}: `, styled('red', refusal.message));
    }
  }
  if (asJson) output.json(answers);
  return failed ? EXIT.failed : EXIT.clean;
}

/** @throws Refusal */
async function kindOf(client: Client, path: string, signal: AbortSignal): Promise<IdentifyContentResponse> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new Refusal('NO_FILE', 'There is no such file.');
  }
  // Within a request it would look like a service that is away.
  await access(path, constants.R_OK).catch(() => {
    throw new Refusal('NO_FILE', 'The file cannot be read.');
  });
  return answerOf(
    identifyContent({
      client,
      query: { filename: basename(path) },
      body: Readable.toWeb(createReadStream(path)) as unknown as Blob,
      bodySerializer: null,
      signal,
      // What fetch asks for where the body is a stream.
      ...({ duplex: 'half' } as object),
    }),
  );
}

function wordsOf(warning: unknown): string {
  return typeof warning === 'string' ? warning : JSON.stringify(warning);
}
