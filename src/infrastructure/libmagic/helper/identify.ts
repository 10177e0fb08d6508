import { fstatSync } from 'node:fs';

import type { Libmagic } from './libmagic';
import { MAGIC_FLAGS } from './libmagic';
import { mimeOfPlainText } from './plain-text';
import type { DescriptionAnswer, HelperAnswer, ReadStrategy } from './protocol';
import { ASKED } from './protocol';
import { mmap, munmap } from './system-calls';
import { hasNoExtensions } from './without-extensions';

const PROT_READ = 1;
const MAP_PRIVATE = 2;
const NO_EXTENSIONS = '???';

type Look = (flags: number) => string;

type Answers = Pick<Exclude<HelperAnswer, { fault: string }>, 'description' | 'mime'>;

/** @param asked bits of `ASKED`. @throws Error when libmagic fails over the file. */
export function identify(libmagic: Libmagic, descriptor: number, asked: number, strategy: ReadStrategy): HelperAnswer {
  const started = performance.now();
  const mapped = strategy === 'mmap' ? throughMapping(libmagic, descriptor, asked) : undefined;
  const answer = mapped ?? answers(libmagic, (flags) => libmagic.ofDescriptor(descriptor, flags), asked);
  return { ...answer, elapsedMs: performance.now() - started };
}

/** `undefined` where the file cannot be mapped. When it is cut short meanwhile, this process dies of SIGBUS, and only it. */
function throughMapping(libmagic: Libmagic, descriptor: number, asked: number): Answers | undefined {
  const { size } = fstatSync(descriptor);
  if (size === 0) return undefined;
  const address = mmap(null, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (BigInt(address) === -1n) return undefined;
  try {
    return answers(libmagic, (flags) => libmagic.ofBuffer(address, size, flags), asked);
  } finally {
    munmap(address, size);
  }
}

function answers(libmagic: Libmagic, look: Look, asked: number): Answers {
  const description = (asked & ASKED.description) === 0 ? undefined : describe(libmagic, look);
  const known = description === undefined ? undefined : mimeOfPlainText(description.text, libmagic.database);
  return {
    ...(description !== undefined && { description }),
    ...((asked & ASKED.mime) !== 0 && { mime: known ?? look(MAGIC_FLAGS.mime) }),
  };
}

/** The search for extensions costs as much as the description. */
function describe(libmagic: Libmagic, look: Look): DescriptionAnswer {
  const text = look(MAGIC_FLAGS.none);
  const extensions = hasNoExtensions(text, libmagic.database) ? NO_EXTENSIONS : look(MAGIC_FLAGS.extension);
  return { text, extensions };
}
