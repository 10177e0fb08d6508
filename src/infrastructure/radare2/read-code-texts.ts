import type { EngineTask } from '#application/ports/analysis-engine.port';
import type { ByteSource } from '#domain/bytes/byte-source';
import type { Kept } from '#domain/document/kept';
import type { ExtractedString } from '#domain/document/strings';
import { includes } from '#domain/jobs/analysis-options';
import { timedOut } from '#infrastructure/clock/timed-out';
import { extractStrings } from '#infrastructure/readers/extract-strings';
import type { FileTables } from '#infrastructure/readers/read-file-tables';

/** Of the sections of PE files that hold code: linkers put constants there, and radare2 (6.1.8) does not look. */
export async function readCodeTexts(
  task: EngineTask,
  source: ByteSource,
  { textPlaces }: FileTables,
): Promise<Kept<ExtractedString>> {
  const isNeeded = task.header.format === 'pe' && includes(task, 'strings');
  const places = textPlaces.filter(({ isCode, section }) => isNeeded && isCode && section !== undefined);
  const found = await extractStrings(source, places);
  if (!found.isWhole) throw timedOut('The strings among the code were not all read.');
  return found;
}
