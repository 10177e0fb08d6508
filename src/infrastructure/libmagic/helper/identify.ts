import { fstatSync } from 'node:fs';

import type { Libmagic } from './libmagic';
import { MAGIC_FLAGS } from './libmagic';
import { ASKED } from './protocol';
import type { HelperAnswer, ReadStrategy, TypeAnswer } from './protocol';
import { mmap, munmap } from './system-calls';

const PROT_READ = 1;
const MAP_PRIVATE = 2;
const NO_EXTENSIONS = '???';
/** Of these libmagic knows no extensions: the search for them would cost as much as the description. */
const WITHOUT_EXTENSIONS = ['text/plain;', 'application/octet-stream;'];

type Look = (flags: number) => string;

type Answers = Pick<Exclude<HelperAnswer, { fault: string }>, 'description' | 'type'>;

/** @param asked bits of `ASKED`. @throws Error when libmagic fails over the file. */
export function identify(libmagic: Libmagic, descriptor: number, asked: number, strategy: ReadStrategy): HelperAnswer {
  const started = performance.now();
  const mapped = strategy === 'mmap' ? throughMapping(libmagic, descriptor, asked) : undefined;
  const answer = mapped ?? answers((flags) => libmagic.ofDescriptor(descriptor, flags), asked);
  return { ...answer, elapsedMs: performance.now() - started };
}

/** `undefined` where the file cannot be mapped. When it is cut short meanwhile, this process dies of SIGBUS, and only it. */
function throughMapping(libmagic: Libmagic, descriptor: number, asked: number): Answers | undefined {
  const { size } = fstatSync(descriptor);
  if (size === 0) return undefined;
  const address = mmap(null, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (BigInt(address) === -1n) return undefined;
  try {
    return answers((flags) => libmagic.ofBuffer(address, size, flags), asked);
  } finally {
    munmap(address, size);
  }
}

function answers(look: Look, asked: number): Answers {
  return {
    ...((asked & ASKED.description) !== 0 && { description: look(MAGIC_FLAGS.none) }),
    ...((asked & ASKED.type) !== 0 && { type: typeBy(look) }),
  };
}

function typeBy(look: Look): TypeAnswer {
  const mime = look(MAGIC_FLAGS.mime);
  const hasNone = WITHOUT_EXTENSIONS.some((prefix) => mime.startsWith(prefix));
  return { mime, extensions: hasNone ? NO_EXTENSIONS : look(MAGIC_FLAGS.extension) };
}
