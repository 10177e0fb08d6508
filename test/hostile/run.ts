// `npm run hostile-http`: 500 slow clients and every malformed request there is, against a service of its own.
import { loadavg } from 'node:os';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { filesBelow } from '#test/support/files-below';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { attack } from './hostile-clients';

const SLOW_CLIENTS = 500;

async function main(): Promise<boolean> {
  const directory = await TemporaryDirectory.create();
  const service = Bin2nlpProcess.launch({
    BIN2NLP_STORAGE__DATA_DIR: directory.path,
    BIN2NLP_SERVER__SLOW_UPLOAD_SECONDS: '5',
  });
  try {
    const url = await service.url();
    const damage = await attack({ url, pid: service.pid, files: () => filesBelow(directory.path) }, SLOW_CLIENTS);
    for (const [what, end] of Object.entries(damage.malformed)) console.log(`${what.padEnd(32)} ${end}`);
    console.log(`\n${SLOW_CLIENTS} slow clients: ${JSON.stringify(damage.slow)}`);
    const { polls, failures, worstMs } = damage.live;
    console.log(`/api/v1/health/live: ${polls} polls, ${failures} failed, worst ${worstMs.toFixed(1)} ms`);
    console.log(`temporary files left: ${damage.filesLeft.length}, descriptors left: ${damage.descriptorsLeft}`);
    console.log(
      `load of this machine: ${loadavg()
        .map((load) => load.toFixed(1))
        .join(' ')}`,
    );
    const clean = Object.values(damage.malformed).every((end) => /^4\d\d$|^closed$/.test(end));
    return clean && failures === 0 && damage.filesLeft.length === 0 && damage.descriptorsLeft === 0;
  } finally {
    await service.end();
    await directory.remove();
  }
}

main().then(
  (isUnharmed) => process.exit(isUnharmed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
