import type { CodeRange } from '#domain/functions/function-extents';
import { isScattered } from '#domain/functions/function-extents';
import type { FoundFunction } from '#domain/functions/function-list';
import type { Address } from '#domain/shared/address';
import { parseAddress } from '#domain/shared/address';
import type { Radare2Answers } from './radare2-answers';
import * as commands from './radare2-command';
import type { ShareListener } from './share-listener';
import { textLines } from './text-lines';

/** Some 60 KB of text for a command's 64 functions. */
const MOST_FUNCTIONS = 20_000;
const MARKER = /^0x[0-9a-f]+$/;
/** `0x00004730 0x00004828 00:0000 248 j 0x00004828`. */
const BLOCK = /^(0x[0-9a-f]{1,16}) (0x[0-9a-f]{1,16}) /;

type Block = Omit<CodeRange, 'owner'>;

/** The blocks of the functions that do not lie in one piece: compilers move what is seldom run far away. */
export async function readScatteredBlocks(
  radare2: Radare2Answers,
  found: readonly FoundFunction[],
  onShare: ShareListener,
): Promise<ReadonlyMap<Address, readonly Block[]>> {
  const scattered = found.filter(isScattered).slice(0, MOST_FUNCTIONS);
  const blocks = new Map<Address, Block[]>();
  for (let at = 0; at < scattered.length; at += commands.MAX_SEEDS_PER_COMMAND) {
    onShare(at / scattered.length);
    const addresses = scattered.slice(at, at + commands.MAX_SEEDS_PER_COMMAND).map((each) => each.address);
    let current: Block[] = [];
    for await (const lines of textLines(await radare2.bytes(commands.basicBlocksOf(addresses)))) {
      for (const line of lines) {
        const start = MARKER.test(line) ? parseAddress(line) : undefined;
        if (start !== undefined) blocks.set(start, (current = []));
        const block = blockOfLine(line);
        if (block !== undefined) current.push(block);
      }
    }
  }
  return blocks;
}

/** A line of `afb`; `undefined` for any other. */
export function blockOfLine(line: string): Block | undefined {
  const [, first = '', behind = ''] = BLOCK.exec(line) ?? [];
  const start = parseAddress(first);
  const end = parseAddress(behind);
  return start === undefined || end === undefined ? undefined : { start, end };
}
