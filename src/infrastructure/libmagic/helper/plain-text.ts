/** What libmagic says of text that no entry of its database describes, and its media type. */
const PLAIN_TEXTS: readonly (readonly [description: string, mime: string])[] = [
  ['ASCII text', 'text/plain; charset=us-ascii'],
  ['Unicode text, UTF-8 text', 'text/plain; charset=utf-8'],
];

/** Versions of the database in which whatever has a media type has a description, which would stand before that of the text. */
const DESCRIBES_ALL: readonly string[] = ['5.44'];

/**
 * The media type and encoding of what is described so, where the description leaves no doubt: nothing in the database fits it.
 * @param database Its version, where it is the library's own.
 */
export function mimeOfPlainText(description: string, database: string | undefined): string | undefined {
  if (database === undefined || !DESCRIBES_ALL.includes(database)) return undefined;
  const found = PLAIN_TEXTS.find(([text]) => description === text || description.startsWith(`${text}, with `));
  return found?.[1];
}
