import type { StringEncoding } from '#domain/document/strings';

/** The bytes of a text, without a terminator. */
export function encodedText(text: string, encoding: StringEncoding): Buffer {
  switch (encoding) {
    case 'ascii':
      return Buffer.from(text, 'latin1');
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'utf-32le':
      return utf32(text, (bytes, code, at) => bytes.writeUInt32LE(code, at));
    case 'utf-32be':
      return utf32(text, (bytes, code, at) => bytes.writeUInt32BE(code, at));
  }
}

function utf32(text: string, write: (bytes: Buffer, code: number, at: number) => void): Buffer {
  const characters = Array.from(text);
  const bytes = Buffer.alloc(characters.length * 4);
  characters.forEach((character, index) => {
    write(bytes, character.codePointAt(0) ?? 0, index * 4);
  });
  return bytes;
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
