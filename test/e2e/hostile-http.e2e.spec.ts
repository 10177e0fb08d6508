import { attack } from '#test/hostile/hostile-clients';
import { sendAhead } from '#test/hostile/send-ahead';
import { sendMutants } from '#test/hostile/send-mutants';
import { validRequests } from '#test/hostile/valid-requests';
import { RawHttp } from '#test/support/raw-http';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

describe('a service among hostile clients', () => {
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_SERVER__SLOW_UPLOAD_SECONDS: '2',
      BIN2NLP_STORAGE__MAX_CONCURRENT_UPLOADS: '10',
    });
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  it('has nothing left of slow, malformed and vanishing ones all at once, and lives throughout', async () => {
    const { malformed, slow, live, filesLeft } = await attack(
      { url: bin2nlp.url, pid: process.pid, files: () => bin2nlp.files() },
      40,
    );
    // 503: the slow ones have taken every place of an upload.
    for (const [what, end] of Object.entries(malformed))
      expect([what, end]).toEqual([what, expect.stringMatching(/^4\d\d$|^503$|^closed$/)]);
    expect(Object.keys(slow).filter((end) => !['408', '503', 'went away'].includes(end))).toEqual([]);
    expect([live.failures, live.polls > 0, filesLeft]).toEqual([0, true, []]);
  });

  it('answers all requests that one of them sends ahead', async () => {
    expect(await sendAhead(bin2nlp.url, '/api/v1/health/live', 1000)).toBe(1000);
    expect(await sendAhead(bin2nlp.url, '/api/v1/openapi.json', 200)).toBe(200);
  });

  it('answers a refusal of very many names in a few kilobytes', async () => {
    const names = Array.from({ length: 90_000 }, (_, index) => `"n${index}":0`);
    const body = `{${names.join(',')}}`;
    const client = await RawHttp.connect(bin2nlp.url);
    client.send(
      `POST /api/v1/analyze HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    const answer = await client.answer();
    client.end();
    expect([answer.status, answer.body.length < 1000]).toEqual([400, true]);
    expect(answer.body).toContain('more than 500 names and entries');
  });

  it('has no fault over damaged requests of every kind', async () => {
    const { ends, faults } = await sendMutants(bin2nlp.url, await validRequests(bin2nlp.url), 1, 150);
    expect(faults).toEqual([]);
    expect(Object.values(ends).reduce((sum, each) => sum + each, 0)).toBe(150);
    const { status } = await RawHttp.ask(bin2nlp.url, 'GET /api/v1/health/live HTTP/1.1', 'Host: here', '', '');
    expect(status).toBe(200);
  });
});
