import { Injectable } from '@nestjs/common';

import type { LibmagicVerdict } from '#domain/identification/libmagic-verdict';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import type { Sha256 } from '#domain/shared/sha256';
import { IdentificationSettings } from './identification.settings';

/** Of an entry, beside its texts: what the map, the key and the fields take. */
const ENTRY_BYTES = 512;

/**
 * What libmagic has said of contents lately: it says the same of the same bytes. Each caller has entries of its own: how fast an answer
 * comes tells nobody what others have sent.
 */
@Injectable()
export class KnownContents {
  private readonly verdicts: ByteBoundedMap<LibmagicVerdict>;

  constructor({ knownContentsBytes }: IdentificationSettings) {
    this.verdicts = new ByteBoundedMap(knownContentsBytes);
  }

  /** @throws what `identify` throws, which is not kept. */
  async verdictOf(
    content: Sha256,
    ownerId: string,
    identify: () => Promise<LibmagicVerdict>,
  ): Promise<LibmagicVerdict> {
    const key = `${content} ${ownerId}`;
    const known = this.verdicts.get(key);
    if (known !== undefined) return known;
    const verdict = await identify();
    this.verdicts.set(key, verdict, ENTRY_BYTES + 2 * textLength(verdict));
    return verdict;
  }
}

function textLength({ description, printedMimeType, extensions }: LibmagicVerdict): number {
  return description.length + printedMimeType.length + extensions.join().length;
}
