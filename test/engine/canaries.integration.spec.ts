import { readdirSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';

import type { Radare2Session } from '#infrastructure/radare2/radare2-session';
import { describeEveryTier } from '#test/sandbox/confinement';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { anyCommand, ORDINARY, Radare2Bench } from './radare2-bench';

/** Printed by a shell that runs, by nothing that repeats the command. */
const SPAWNED = 'spawned-42';
const SPAWN = 'echo spawned-$((40+2))';
const LIMITS = { deadlineMs: 3000, maxBytes: 1_000_000 };

describeEveryTier('a radare2 that has been taken over', (tier) => {
  const bench = new Radare2Bench(tier);
  let directory: TemporaryDirectory;
  let sample: string;
  let neighbour: string;
  let secret: string;
  let server: Server;
  let connections = 0;

  beforeAll(async () => {
    await bench.engine.identity();
    directory = await TemporaryDirectory.create();
    [sample, neighbour, secret] = ['sample-1', 'sample-2', 'secret'].map((name) => join(directory.path, name)) as [
      string,
      string,
      string,
    ];
    await copyFile(ORDINARY, sample);
    await writeFile(neighbour, 'leaked-by-neighbour');
    await writeFile(secret, '?e leaked-by-script\n');
    server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await directory.remove();
  });

  afterEach(async () => {
    const report = await bench.analyse(ORDINARY, { depth: 'quick' });
    expect(report.stages.map(({ status }) => status)).toEqual(['ok', 'skipped']);
    expect(report.imports.length).toBeGreaterThan(50);
    expect(await bench.confinement.remains()).toEqual([]);
  });

  const port = (): number => (server.address() as AddressInfo).port;

  /** All that radare2 says to these commands; one that ends it gets the next one a fresh session. */
  async function say(open: () => Promise<Radare2Session>, commands: readonly string[]): Promise<string> {
    let said = '';
    let session = await open();
    for (const command of commands) {
      try {
        said += (await session.run(anyCommand(command), LIMITS)).toString();
      } catch {
        await session.close();
        session = await open();
      }
    }
    await session.close();
    return said;
  }

  describe.each([
    ['with its own sandbox', () => bench.open(sample)],
    ['without its own sandbox', () => bench.openUnguarded(sample)],
  ])('%s', (_, open) => {
    it('answers at all', async () => {
      expect(await say(open, ['?e alive'])).toContain('alive');
    });

    it('runs no program', async () => {
      const said = await say(open, [
        `!!${SPAWN}`,
        `!${SPAWN}`,
        `?e x | ${SPAWN}`,
        `?e \`!!${SPAWN}\``,
        `#!pipe ${SPAWN}`,
        `.!${SPAWN}`,
        `o exec://${SPAWN}`,
        `o dbg:///bin/echo ${SPAWN}`,
        'ood;dc',
        `o sysgdb:///bin/true`,
        `e cfg.sandbox=false;!!${SPAWN}`,
        `e cfg.sandbox.grain=all;!!${SPAWN}`,
      ]);
      expect(said).not.toContain(SPAWNED);
    });

    it('reads no other file', async () => {
      const said = await say(open, [
        'cat /etc/passwd',
        'o /etc/passwd;px 64',
        '. /etc/passwd',
        `. ${secret}`,
        `cat ${secret}`,
        `cat ${neighbour}`,
        'cat sample-2',
        `on ${neighbour} 0x50000000;ps @ 0x50000000`,
        ...['file', 'mmap', 'slurp', 'stdio', 'nocache', 'gzip', 'zip'].map(
          (scheme) => `o ${scheme}://${neighbour};px 64;ps`,
        ),
        'o procpid://1;px',
        'ls ..',
        'ls /',
        'ls .',
      ]);
      expect(said).not.toContain('root:');
      expect(said).not.toContain('leaked');
      expect(said).not.toContain('sample-2');
    });

    it('reaches no network', async () => {
      await say(open, [
        `o tcp-slurp://127.0.0.1:${port()}`,
        `o rap://127.0.0.1:${port()}/x`,
        `o http://127.0.0.1:${port()}/x`,
        `o socket://127.0.0.1:${port()}`,
        `o gdb://127.0.0.1:${port()}`,
        `=+tcp://127.0.0.1:${port()}`,
        `=+http://127.0.0.1:${port()}/cmd/`,
      ]);
      expect(connections).toBe(0);
    });

    it('makes no processes, however often it tries', async () => {
      const session = await open();
      // One that helped to start it may end meanwhile.
      const before = bench.confinement.processes;
      for (let attempt = 0; attempt < 50; attempt++) await session.run(anyCommand('!sleep 30 &'), LIMITS);
      const after = bench.confinement.processes;
      await session.close();
      expect(after).not.toEqual([]);
      expect(before).toEqual(expect.arrayContaining([...after]));
    });

    it('writes no file', async () => {
      const target = join(directory.path, 'written');
      await say(open, [
        `wtf ${target} 0x40000000`,
        `wtf! ${target}`,
        `px > ${target}`,
        `o++ ${target}`,
        `o+ ${sample};w changed`,
        `touch ${target}`,
        'px > /tmp/written-by-canary',
      ]);
      expect(readdirSync(directory.path).sort()).toEqual(['sample-1', 'sample-2', 'secret']);
      expect(readdirSync('/tmp')).not.toContain('written-by-canary');
    });

    it('gets no more memory than it may have', async () => {
      const session = await open();
      const answer = session.run(anyCommand('o malloc://8589934592;w x @ 0x1f0000000'), LIMITS);
      await answer.catch(() => undefined);
      expect(bench.confinement.largestAddressSpace).toBeLessThanOrEqual(bench.confinement.addressSpaceLimit);
      await session.close();
    });

    it('is gone after its deadline, with all that belonged to it', async () => {
      const session = await open();
      await expect(session.run(anyCommand('pd 100000000 > /dev/null'), { ...LIMITS, deadlineMs: 300 })).rejects.toThrow(
        'within 300 ms',
      );
      await session.close();
      expect(await bench.confinement.remains()).toEqual([]);
    });

    it('is gone when it prints without end', async () => {
      const session = await open();
      const endless = session.run(anyCommand('px 1000000'), { deadlineMs: 30_000, maxBytes: 100_000 });
      await expect(endless).rejects.toThrow('more than 100000 bytes');
      await session.close();
      expect(await bench.confinement.remains()).toEqual([]);
    });
  });
});
