import type { Readable } from 'node:stream';
import type { Busboy, FieldInfo, FileInfo } from 'busboy';

import { tameText } from '#domain/shared/hostile-text';
import { badForm, brokenForm } from './bad-form';

/** What the sink makes of the file's bytes; the name is as the part gives it. */
export type Sink<Received> = (content: AsyncIterable<Uint8Array>, filename: string) => Promise<Received>;

/** A part that is a file, as it is being received. */
export interface FilePart<Received> {
  readonly filename: string;
  readonly received: Promise<Received>;
}

const SHOWN_NAME = 100;

/**
 * Takes what the parser finds: fields, and files that go to the sink one after the other, as they come. The first thing that is wrong ends the
 * parser; what it still finds in the bytes that it was given goes nowhere.
 */
export class FormParts<Received> {
  readonly fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  readonly files: FilePart<Received>[] = [];
  /** What the sink failed with by itself: no fault of the form, however the parser then ends. */
  fault: unknown;

  constructor(
    private readonly form: Busboy,
    private readonly sink: Sink<Received>,
    private readonly mostFiles = 1,
  ) {
    form.on('file', (name: string | undefined, content, info) => {
      this.takeFile(name, content, info);
    });
    form.on('field', (name: string | undefined, value, info) => {
      this.takeField(name, value, info);
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      form.on(limit, () => form.destroy(badForm('The form has too many parts.')));
    }
  }

  private takeFile(name: string | undefined, content: Readable, { filename = '' }: FileInfo): void {
    let broken: Error | undefined;
    content.on('error', (error) => {
      broken = error;
    });
    if (this.form.destroyed) {
      content.destroy();
      return;
    }
    if (name !== 'file' || this.files.length >= this.mostFiles) {
      this.form.destroy(badForm(`The part ${shown(name)} is not expected.`));
      return;
    }
    const received = this.sink(content as AsyncIterable<Uint8Array>, filename);
    received.catch((error: unknown) => {
      // What breaks the form also breaks the part that the sink is reading.
      if (broken === undefined) this.fault ??= error;
      this.form.destroy(broken === undefined ? (error as Error) : brokenForm(broken));
    });
    this.files.push({ filename, received });
  }

  private takeField(name: string | undefined, value: string, { valueTruncated }: FieldInfo): void {
    if (this.form.destroyed) return;
    if (name === undefined) {
      this.form.destroy(badForm('The form has a part without a name.'));
      return;
    }
    if (valueTruncated) this.form.destroy(badForm(`The field ${shown(name)} is too long.`));
    const before = this.fields[name];
    this.fields[name] = before === undefined ? value : [before, value].flat();
  }
}

function shown(name: string | undefined): string {
  return name === undefined ? 'without a name' : `"${tameText(name, SHOWN_NAME)}"`;
}
