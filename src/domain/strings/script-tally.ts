import { CHARACTER_CLASS, CHARACTER_CLASSES } from './text-classes';

const { none, latin, common, han, kana, hangul } = CHARACTER_CLASS;
const CLASSES = CHARACTER_CLASSES;
/** Emoji and other signs; CJK ideographs beyond the basic plane are rare. */
const SIGNS = [0x1_f000, 0x1_fbff] as const;

/** Which scripts the characters of a text are of. */
export class ScriptTally {
  ascii = 0;
  /** All others. */
  foreign = 0;
  /** Of the foreign: those of no known script, and letters of a script other than Latin. */
  private unknown = 0;
  letters = 0;
  private latin = 0;
  private script = 0;
  private isMixed = false;

  add(code: number): void {
    const kind = code < 0x1_0000 ? (CLASSES[code] ?? none) : isSign(code) ? common : none;
    if (code < 0x80) {
      this.ascii++;
      return;
    }
    this.foreign++;
    if (kind === none) this.unknown++;
    else if (kind === latin) this.latin++;
    else if (kind > common) this.addLetter(kind === kana ? han : kind);
  }

  private addLetter(script: number): void {
    this.letters++;
    if (this.script === 0) this.script = script;
    else if (this.script !== script) this.isMixed = true;
  }

  /** Whether the foreign characters go together; Latin and signs go with all. */
  get isOfOneScript(): boolean {
    return !this.isMixed && this.unknown * 8 <= this.foreign;
  }

  /** Whether accented letters stand among ideographs, where nobody writes them. */
  get isUnlikely(): boolean {
    return this.latin > 0 && (this.script === han || this.script === hangul);
  }
}

function isSign(code: number): boolean {
  return code >= SIGNS[0] && code <= SIGNS[1];
}
