declare const mimeTypeBrand: unique symbol;

/**
 * A media type as libmagic writes it: `type/subtype`, without parameters.
 *
 * @pattern ^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,127}/[!#$%&'*+.^_`|~0-9A-Za-z-]{1,127}$
 */
export type MimeType = string & { readonly [mimeTypeBrand]: true };

/** Of content that nothing is known of. */
export const UNKNOWN_MIME_TYPE = 'application/octet-stream' as MimeType;
/** What libmagic calls a file without content by its path. */
export const EMPTY_FILE_MIME_TYPE = 'inode/x-empty' as MimeType;

// Printable ASCII without spaces, quotes and separators of headers; a part is never empty.
const MIME_TYPE = /^[!#$%&'*+.^_`|~\w-]{1,127}\/[!#$%&'*+.^_`|~\w-]{1,127}$/;

/** The one that begins what libmagic prints, whatever follows it; unknown where none does. */
export function leadingMimeType(printed: string): MimeType {
  const [leading = ''] = printed.split(/[\s,;]/, 1);
  return MIME_TYPE.test(leading) ? (leading as MimeType) : UNKNOWN_MIME_TYPE;
}

/** @throws RangeError when `text` is none. */
export function mimeType(text: string): MimeType {
  if (!MIME_TYPE.test(text)) throw new RangeError(`Not a media type: ${JSON.stringify(text.slice(0, 80))}`);
  return text as MimeType;
}
