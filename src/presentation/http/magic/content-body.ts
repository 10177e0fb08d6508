import type { IncomingMessage } from 'node:http';

import { DomainError } from '#domain/shared/domain-error';
import { tameText } from '#domain/shared/hostile-text';
import { FORM_FRAMING_BYTES } from '#presentation/http/body/declared-bytes';
import { readForm } from '#presentation/http/body/form-body';
import { mediaTypeOf } from '#presentation/http/body/media-type';
import { bodyOf } from '#presentation/http/body/request-body';

const SHOWN_NAME = 100;

/** Identifies bytes as they come; `filename` is that of the part, where they came as one. */
export type Identify<Identity> = (content: AsyncIterable<Uint8Array>, filename?: string) => Promise<Identity>;

/** Content that is asked about: the body itself, or the part `file` of a form, as `curl -F file=@…` sends it. */
export class ContentBody {
  private readonly isForm: boolean;

  constructor(private readonly request: IncomingMessage) {
    this.isForm = mediaTypeOf(request) === 'multipart/form-data';
  }

  /** Bytes that the body may have beside the content. */
  get framing(): number {
    return this.isForm ? FORM_FRAMING_BYTES : 0;
  }

  /** @throws DomainError `INVALID_OPTION` of a form that is none, or holds more; and what `identify` throws. */
  async identify<Identity>(identify: Identify<Identity>, signal: AbortSignal): Promise<Identity> {
    if (!this.isForm) return identify(bodyOf(this.request));
    const keepNothing = (): Promise<void> => Promise.resolve();
    const { received, fields } = await readForm(this.request, identify, keepNothing, signal);
    const [other] = Object.keys(fields);
    if (other === undefined) return received;
    const shown = tameText(other, SHOWN_NAME);
    throw new DomainError('INVALID_OPTION', `The field "${shown}" is not expected.`, {
      details: [{ field: shown, message: 'The form has one part, named file; its name can stand in the query.' }],
    });
  }
}
