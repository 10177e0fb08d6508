import { collectGarbage } from './collect-garbage';

const MB = 1024 * 1024;
const heapUsed = (): number => process.memoryUsage().heapUsed;

/** The heap while it is there; nothing refers to it afterwards. */
function withWaste(): number {
  const waste = Array.from({ length: 100 }, (_, round) => new Array<number>(65_536).fill(round));
  return waste.length > 0 ? heapUsed() : 0;
}

describe('collectGarbage', () => {
  it.each(['at first', 'again'])('gives back what nothing refers to, %s', () => {
    collectGarbage();
    const before = heapUsed();
    expect(withWaste() - before).toBeGreaterThan(30 * MB);
    collectGarbage();
    expect(heapUsed() - before).toBeLessThan(15 * MB);
  });
});
