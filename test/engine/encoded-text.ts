import type { StringEncoding } from '#domain/document/strings';

/** The bytes of a text, without a terminator. */
export function encodedText(text: string, encoding: StringEncoding): Buffer {
  if (encoding === 'utf-32le') {
    const characters = Array.from(text);
    const bytes = Buffer.alloc(characters.length * 4);
    characters.forEach((character, index) => bytes.writeUInt32LE(character.codePointAt(0) ?? 0, index * 4));
    return bytes;
  }
  return Buffer.from(text, encoding === 'utf-16le' ? 'utf16le' : encoding === 'ascii' ? 'latin1' : 'utf8');
}

/** One after the other, each at a multiple of 16 and with zeros behind it. */
export function encodedTexts(texts: readonly string[], encoding: StringEncoding): Buffer {
  return Buffer.concat(
    texts.map((text) => {
      const bytes = encodedText(text, encoding);
      return Buffer.concat([bytes, Buffer.alloc(32 - (bytes.length % 16))]);
    }),
  );
}
