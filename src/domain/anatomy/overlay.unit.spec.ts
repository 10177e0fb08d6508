import { linkedMacho, loadCommand } from '#test/builders/macho-linkedit';
import { openedMacho } from '#test/builders/opened-executable';
import { machoOverlay } from './overlay';

it('is found behind more load commands than a call takes arguments', async () => {
  const parts = Array.from({ length: 150_000 }, () => ({ data: new Uint8Array(0), command: () => loadCommand(0x99) }));
  const { image } = await openedMacho(linkedMacho({}, parts));
  expect(image.commands).toHaveLength(150_000);
  expect(machoOverlay(image, {}, 16 << 20)?.size).toBeGreaterThan(0);
});
