import { existsSync, writeFileSync } from 'node:fs';

/** Of Debian's package libfaketime. */
const LIBRARIES = ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`);
const JUMPS = ['+3600', '-3600', '+60', '-60', '+0'];

/** A clock of the service's own, which jumps by an hour and by a minute, there and back. */
export class FalseClock {
  private jumps = 0;

  private constructor(
    private readonly library: string,
    private readonly file: string,
  ) {
    writeFileSync(file, '+0');
  }

  /** @param file that says how wrong it is. @throws Error where the library is not installed. */
  static at(file: string): FalseClock {
    const library = LIBRARIES.find((path) => existsSync(path));
    if (library === undefined) throw new Error('A clock that jumps takes libfaketime: apt-get install libfaketime');
    return new FalseClock(library, file);
  }

  get variables(): Readonly<Record<string, string>> {
    return {
      LD_PRELOAD: this.library,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_NO_CACHE: '1',
      // What measures how long something takes goes on as it does on any machine.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    };
  }

  jump(): void {
    writeFileSync(this.file, JUMPS[this.jumps++ % JUMPS.length]!);
  }
}
