import type { HeaderTraits } from '#domain/anatomy/executable-tables';
import type { ExecutableFormat, ExecutableHeader } from '#domain/shared/executable-header';
import type { JsonRecord } from './decode';
import { flag, name } from './decode';
import { Radare2Unloaded } from './radare2.errors';
import type { Radare2Answers } from './radare2-answers';
import { INFO } from './radare2-command';
import { SLICE_PROCESSORS } from './slice-processors';

const FORMATS: Readonly<Record<ExecutableFormat, string>> = { elf: 'elf', pe: 'pe', macho: 'mach0' };

/**
 * radare2's `iIj`. A radare2 that could not load a file says so nowhere: it answers every later question with nothing, as it would of
 * a file that has nothing. So each session is asked for this first.
 * @throws Radare2Unloaded when it has not loaded the file, or not as what its header says; else as the session does.
 */
export async function readFileInfo(radare2: Radare2Answers, header: ExecutableHeader): Promise<JsonRecord> {
  const info = await radare2.object(INFO);
  const { bintype: format, arch: processor } = info;
  if (format === undefined) throw new Radare2Unloaded('it has loaded nothing of the file');
  if (format !== FORMATS[header.format]) throw new Radare2Unloaded('it took the file for one of another format');
  const expected = header.slices === undefined ? undefined : SLICE_PROCESSORS[header.architecture];
  if (expected !== undefined && processor !== expected) throw new Radare2Unloaded('it took another image of the file');
  return info;
}

/** What it says in passing. */
export function traitsOf(info: JsonRecord): HeaderTraits {
  const os = name(info['os']);
  const lang = name(info['lang']);
  return {
    ...(os !== undefined && { os }),
    ...(lang !== undefined && { lang }),
    stripped: flag(info['stripped']) ?? false,
    static: flag(info['static']) ?? false,
  };
}
