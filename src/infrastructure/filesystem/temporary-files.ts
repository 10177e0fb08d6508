import { randomBytes, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { makeDirectory } from './make-directory';
import { reportStorage } from './storage-events';
import { codeOf } from './system-error';
import { writeFault } from './write-fault';

const TRIES = 3;
const BACK_OFF_MS = 10;
const NAME = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_\d{1,16}_[0-9a-f]{16}\.tmp$/;
const { O_CREAT, O_EXCL, O_RDWR, O_NOFOLLOW } = constants;

export interface TemporaryFile {
  readonly name: string;
  readonly handle: FileHandle;
}

/** New files that nobody else can have made, read or guessed: exclusive, 0600, in a directory of 0700. */
export class TemporaryFiles {
  constructor(
    readonly directory: string,
    private readonly newName: (owner: string) => string = nameFor,
  ) {}

  /**
   * @param owner id of the request that it is for.
   * @throws DomainError `INSUFFICIENT_STORAGE` where not even a name fits; Error with the cause when three names were all taken.
   */
  async create(owner: string = randomUUID()): Promise<TemporaryFile> {
    await this.makeDirectory();
    for (let attempt = 1; ; attempt += 1) {
      const name = this.newName(owner);
      try {
        const handle = await open(this.pathOf(name), O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW, 0o600);
        reportStorage('temp_file_creation_total');
        return { name, handle };
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw writeFault('Failed to create a temporary file', error);
        reportStorage('temp_file_collision_total');
        if (attempt === TRIES) {
          reportStorage('temp_file_retry_exhausted_total');
          throw error;
        }
        reportStorage('temp_file_retry_total');
        await delay(BACK_OFF_MS * 2 ** attempt);
      }
    }
  }

  private async makeDirectory(): Promise<void> {
    try {
      await makeDirectory(this.directory);
    } catch (error) {
      throw writeFault('Failed to create the directory of temporary files', error);
    }
  }

  /** A name that nobody has. */
  newTicket(): string {
    return this.newName(randomUUID());
  }

  /** @throws RangeError for a name that is not one of these: it could lead anywhere. */
  pathOf(name: string): string {
    if (!NAME.test(name))
      throw new RangeError(`Not the name of a temporary file: ${JSON.stringify(name.slice(0, 80))}`);
    return join(this.directory, name);
  }

  isOurs(name: string): boolean {
    return NAME.test(name);
  }
}

function nameFor(owner: string): string {
  return `${owner}_${Date.now()}_${randomBytes(8).toString('hex')}.tmp`;
}
