import { attack } from '#test/hostile/hostile-clients';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

it('slow, malformed and vanishing clients all at once leave nothing, and the service lives throughout', async () => {
  const bin2nlp = await RunningBin2nlp.start({
    BIN2NLP_SERVER__SLOW_UPLOAD_SECONDS: '2',
    BIN2NLP_STORAGE__MAX_CONCURRENT_UPLOADS: '10',
  });
  try {
    const { malformed, slow, live, filesLeft } = await attack(
      { url: bin2nlp.url, pid: process.pid, files: () => bin2nlp.files() },
      40,
    );
    for (const end of Object.values(malformed)) expect(end).toMatch(/^4\d\d$|^closed$/);
    expect(Object.keys(slow).filter((end) => !['408', '503', 'went away'].includes(end))).toEqual([]);
    expect([live.failures, live.polls > 0, filesLeft]).toEqual([0, true, []]);
  } finally {
    await bin2nlp.stop();
  }
});
