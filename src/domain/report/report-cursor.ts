import { createHash } from 'node:crypto';

import { DomainError } from '#domain/shared/domain-error';

const DIGITS = 6;
const FORM = /^c_([0-9a-f]{6})_([0-9a-f]{6})_(\d{1,9})$/;

/** What a page goes on from: names the version of the result, what was asked of it, and the next fact. */
export class ReportCursors {
  private readonly version: string;
  private readonly question: string;

  /**
   * @param version of the result
   * @param question all that decides which facts there are and in which order, but not the size and form of a page
   */
  constructor(version: string, question: string) {
    this.version = digest(version);
    this.question = digest(question);
  }

  write(next: number): string {
    return `c_${this.version}_${this.question}_${next}`;
  }

  /** @throws DomainError `INVALID_OPTION` for what is no cursor of this question, `RESULT_CHANGED` for one of another version. */
  read(cursor: string): number {
    const [, version, question, next] = FORM.exec(cursor) ?? [];
    if (version === undefined) throw wrong('is not one that an answer gave as next');
    if (version !== this.version) {
      throw new DomainError('RESULT_CHANGED', 'The cursor is of another version of this result.', {
        details: [{ field: 'cursor', message: 'was given before the file was analysed anew, or for another analysis' }],
        remediation: 'Ask again without a cursor, from the beginning.',
      });
    }
    if (question !== this.question) throw wrong('belongs to another question: send it with what it was given for');
    return Number(next);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
}

function wrong(message: string): DomainError {
  return new DomainError('INVALID_OPTION', 'An option is wrong: cursor.', {
    details: [{ field: 'cursor', message }],
    remediation: 'Send the cursor as the answer before gave it, or leave it out.',
  });
}
