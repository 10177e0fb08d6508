import { ByteWriter } from './byte-writer';

/** One DER value; contents are concatenated. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Uint8Array.from([tag, ...length]), content]);
}

/** The same in BER, with a length that is told by its end. */
export function indefinite(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([Uint8Array.from([tag, 0x80]), ...contents, new Uint8Array(2)]);
}

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return der(0x06, Uint8Array.from(bytes));
}

const text = (value: string): Uint8Array => der(0x0c, Buffer.from(value));
const name = (common: string, organisation: string): Uint8Array =>
  der(
    0x30,
    der(0x31, der(0x30, oid('2.5.4.3'), text(common))),
    der(0x31, der(0x30, oid('2.5.4.10'), text(organisation))),
  );
const number = (...bytes: number[]): Uint8Array => der(0x02, Uint8Array.from(bytes));
const algorithm = (dotted: string): Uint8Array => der(0x30, oid(dotted));
const SHA256 = '2.16.840.1.101.3.4.2.1';

/** A PKCS #7 signature of `Signer` by `Authority`, among other certificates; none of it holds. */
export function signedData({
  timestamped = true,
  ber = false,
  signer: signedBy = 'Signer',
  nested = undefined as Uint8Array | undefined,
} = {}): Uint8Array {
  const sequence = ber ? indefinite : der;
  const authority = name('Authority', 'Trust');
  const certificate = (serial: Uint8Array, subject: Uint8Array): Uint8Array =>
    der(0x30, der(0x30, der(0xa0, number(2)), serial, algorithm('1.2.3'), authority, der(0x30), subject), der(0x30));
  const stamp = der(0xa1, der(0x30, oid('1.3.6.1.4.1.311.3.3.1'), der(0x31)));
  const signer = der(
    0x30,
    number(1),
    der(0x30, authority, number(7, 42)),
    algorithm(SHA256),
    algorithm('1.2.840.113549.1.1.1'),
    der(0x04, new Uint8Array(16)),
    ...(nested === undefined ? [] : [der(0xa1, der(0x30, oid('1.3.6.1.4.1.311.2.4.1'), der(0x31, nested)))]),
    ...(timestamped && nested === undefined ? [stamp] : []),
  );
  const certificates = sequence(
    0xa0,
    certificate(number(1), name('Other', 'Trust')),
    certificate(number(7, 42), name(signedBy, 'Company')),
  );
  const content = sequence(
    0x30,
    number(1),
    der(0x31, algorithm(SHA256)),
    der(0x30, oid('1.3.6.1.4.1.311.2.1.4')),
    certificates,
    der(0x31, signer),
  );
  return sequence(0x30, oid('1.2.840.113549.1.7.2'), sequence(0xa0, content));
}

/** The certificate table of a PE file. */
export function certificateTable(signature: Uint8Array): Uint8Array {
  const out = new ByteWriter(new Uint8Array(Math.ceil((signature.length + 8) / 8) * 8), true);
  out
    .u32(0, signature.length + 8)
    .u16(4, 0x200, 2)
    .bytes.set(signature, 8);
  return out.bytes;
}

/** What LC_CODE_SIGNATURE points to: a code directory, and a signature unless it is ad hoc. */
export function appleSignature(identifier: string, teamId: string, signature?: Uint8Array): Uint8Array {
  const directory = new ByteWriter(new Uint8Array(200), false);
  directory
    .u32(0, 0xfade0c02, 200, 0x20200, signature === undefined ? 2 : 0)
    .u32(20, 64)
    .u8(37, 2)
    .u32(48, 132);
  directory.text(64, identifier).text(132, teamId);
  const blobs = [directory.bytes];
  if (signature !== undefined) {
    const wrapper = new ByteWriter(new Uint8Array(8 + signature.length), false).u32(
      0,
      0xfade0b01,
      8 + signature.length,
    );
    wrapper.bytes.set(signature, 8);
    blobs.push(wrapper.bytes);
  }
  const index = new ByteWriter(new Uint8Array(12 + blobs.length * 8), false).u32(0, 0xfade0cc0, 0, blobs.length);
  let end = index.bytes.length;
  blobs.forEach((blob, each) => {
    index.u32(12 + each * 8, each === 0 ? 0 : 0x10000, end);
    end += blob.length;
  });
  return Buffer.concat([index.bytes, ...blobs]);
}
