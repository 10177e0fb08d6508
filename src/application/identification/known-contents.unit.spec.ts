import type { LibmagicVerdict } from '#domain/identification/libmagic-verdict';
import { sha256 } from '#domain/shared/sha256';
import { KnownContents } from './known-contents';

const [one, other] = [sha256('a'.repeat(64)), sha256('b'.repeat(64))];
const verdict = { description: 'data', printedMimeType: 'a/b', extensions: [] } as unknown as LibmagicVerdict;

function looking(knownContentsBytes: number): { known: KnownContents; look: jest.Mock } {
  return { known: new KnownContents({ knownContentsBytes }), look: jest.fn(() => Promise.resolve(verdict)) };
}

describe('KnownContents', () => {
  it('has the same content of the same caller looked at once', async () => {
    const { known, look } = looking(100_000);
    for (const owner of ['x', 'x', 'y', 'y']) expect(await known.verdictOf(one, owner, look)).toBe(verdict);
    await known.verdictOf(other, 'x', look);
    expect(look).toHaveBeenCalledTimes(3);
  });

  it('does not keep what failed', async () => {
    const { known, look } = looking(100_000);
    look.mockRejectedValueOnce(new Error('too late'));
    await expect(known.verdictOf(one, 'x', look)).rejects.toThrow('too late');
    expect(await known.verdictOf(one, 'x', look)).toBe(verdict);
  });

  it('keeps nothing where there is no memory for it, and forgets the eldest where there is little', async () => {
    const none = looking(0);
    for (let time = 0; time < 2; time += 1) await none.known.verdictOf(one, 'x', none.look);
    expect(none.look).toHaveBeenCalledTimes(2);
    const little = looking(1000);
    for (const content of [one, other, one]) await little.known.verdictOf(content, 'x', little.look);
    expect(little.look).toHaveBeenCalledTimes(3);
  });
});
