import { Glance } from './glance';
import { isPromising, mayBeName } from './promise';

/** Ways to read a text that are worth it; none where `readsLikeInstructions` finds nothing. */
export interface Prospects {
  readonly plain: boolean;
  /** In an encoding, or by escapes. */
  readonly encoded: boolean;
  /** Backwards or in rot13. */
  readonly turned: boolean;
}

const NONE: Prospects = { plain: false, encoded: false, turned: false };
const ALL: Prospects = { plain: true, encoded: true, turned: true };
const SHORTEST = 8;
/**
 * Names that compilers of C++ and Rust make of others, and what of them is worth a look: there are hundreds of thousands, and long ones.
 */
const MANGLED = /^(?:_Z|__Z|_R|\?\w)/;
const MANGLED_WORDS = [' ', 'gnore', 'isregard', 'enign', 'armless'];
const GLANCE = new Glance();

/** One pass, some nanoseconds a character. */
export function prospectsOf(text: string): Prospects {
  if (text.length < SHORTEST || isMangled(text)) return NONE;
  if (!GLANCE.read(text)) return ALL;
  const { hasSpace, hasSign, isTelling, hasMark, isEncoded } = GLANCE;
  const plain = isTelling || isEncoded || (hasSpace && hasMark) || isPromising(GLANCE, !hasSpace, hasSign);
  const turned = mayBeName(GLANCE.turned);
  return plain || turned ? { plain, encoded: isEncoded, turned } : NONE;
}

function isMangled(text: string): boolean {
  if (!text.startsWith('_') && !text.startsWith('?')) return false;
  return MANGLED.test(text) && !MANGLED_WORDS.some((word) => text.includes(word));
}
