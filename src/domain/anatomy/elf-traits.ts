import { elfKindOfDynamic } from '#domain/executables/elf/elf-kind';
import type { ElfSymbols } from '#domain/executables/elf/elf-symbols';
import { readVersionNeeds } from '#domain/executables/elf/elf-version-needs';
import type { OpenedElf } from '#domain/executables/elf/opened-elf';
import { elfSystem } from './elf-system';
import type { HeaderTraits } from './executable-tables';
import { goSystemOf } from './go-system';

const EI_OSABI = 7;

/** @param importCount how many symbols it has from elsewhere @throws what the source throws */
export async function readElfTraits(elf: OpenedElf, symbols: ElfSymbols, importCount: number): Promise<HeaderTraits> {
  const libraries = (await elf.dynamic())?.needed ?? [];
  const interpreter = await elf.interpreter();
  const kind = await elfKindOfDynamic(elf);
  const system = elfSystem({
    machine: elf.file.image.fields.machine,
    osAbi: (await elf.file.read(EI_OSABI, 1)).u8(0),
    notes: await elf.notes(),
    interpreter,
    sections: elf.file.image.sections.map(({ name }) => name),
    libraries,
    versions: await readVersionNeeds(elf.file, await elf.dynamic()),
    symbols: [...symbols.dynamic, ...symbols.static],
    goos: await goSystemOf(elf.file),
  });
  return {
    ...(system !== undefined && { os: system.os, osEvidence: system.evidence }),
    ...(kind !== undefined && { kind }),
    ...(libraries.some((name) => /^lib(?:stdc|c)\+\+/.test(name)) && { lang: 'c++' }),
    stripped: symbols.static.length === 0,
    static: interpreter === undefined && libraries.length === 0 && importCount === 0,
  };
}
