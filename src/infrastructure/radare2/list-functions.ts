import { NAME_LIMIT } from '#domain/bytes/name-table';
import type { FoundFunction } from '#domain/functions/function-list';
import { parseAddress } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import { functionDecoder } from './function-decoder';
import type { Radare2Answers } from './radare2-answers';
import * as commands from './radare2-command';

/** What radare2 takes to describe one function in JSON, with a reserve: 0.07 to 0.16 ms were measured. */
const DESCRIPTION_MS = 0.4;

/** Address, basic blocks, size (`span -> code` where a function lies scattered), name. */
const ROW = /^(0x[0-9a-f]{1,16})\s+(\d+)\s+(?:\d+\s+->\s+)?(\d+)\s+(\S+)$/;

/** All functions that radare2 has found; without their details where describing them would take longer than there is time. */
export async function listFunctions(radare2: Radare2Answers, variables: boolean): Promise<readonly FoundFunction[]> {
  const expected = (await radare2.count(commands.FUNCTION_COUNT)) * DESCRIPTION_MS;
  if (expected <= radare2.deadline.remainingMs) {
    return (await radare2.list(commands.FUNCTIONS, functionDecoder(variables))).items;
  }
  const table = await radare2.text(commands.FUNCTION_TABLE);
  return table.split('\n').flatMap((line) => functionOfRow(line.trim()) ?? []);
}

export function functionOfRow(line: string): FoundFunction | undefined {
  const [, start = '', blocks = '', size = '', name = ''] = ROW.exec(line) ?? [];
  const address = parseAddress(start);
  if (address === undefined) return undefined;
  return { address, name: tameText(name, NAME_LIMIT), size: Number(size), details: { basic_blocks: Number(blocks) } };
}
