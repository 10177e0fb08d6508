import type { FactAnswer } from '#application/ports/fact-reader.port';
import type { FactQuestion } from '#domain/report/fact-question';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import { MB } from '#domain/shared/quantities';
import type { IdTokens } from './id-tokens';

const KEPT_BYTES = 4 * MB;
/** Of what is laid around a page: longer text has ids in it that no other question has, see `IdTokens`. */
const LONGEST_AROUND = 80;
/** Characters of a question. */
const LONGEST_QUESTION = 2048;
/** Bytes of a character. */
const WIDE = 2;

/** Answers to what is asked again and again, such as the survey that everybody begins with: given without a way to the thread. */
export class FinishedAnswers {
  private readonly known = new ByteBoundedMap<FactAnswer>(KEPT_BYTES);

  get(name: string): FactAnswer | undefined {
    return this.known.get(name);
  }

  keep(name: string, answer: FactAnswer): void {
    this.known.set(name, answer, WIDE * (name.length + answer.text.length));
  }
}

/** @returns `undefined` for what nobody will ask again in the same words. @param document name of the version that is asked */
export function nameOfQuestion(document: string, question: FactQuestion, ids: IdTokens): string | undefined {
  if (question.kind === 'cards' || question.kind === 'similar') return undefined;
  const { around = '' } = question.page;
  const plain = around.length > LONGEST_AROUND ? ids.nameOf(around, question.tokenizer) : around;
  if (plain === undefined) return undefined;
  const name = JSON.stringify([document, { ...question, page: { ...question.page, around: plain } }]);
  return name.length > LONGEST_QUESTION ? undefined : name;
}
