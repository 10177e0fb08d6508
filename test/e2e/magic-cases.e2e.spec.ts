import request from 'supertest';

import type { LibmagicCases } from '#test/parity/libmagic-cases';
import { libmagicCases, libmagicCasesPresent } from '#test/parity/libmagic-cases';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const suites: readonly LibmagicCases[] = libmagicCasesPresent() ? libmagicCases() : [];

(libmagicCasesPresent() ? describe : describe.skip)(
  "libmagic's own cases (skipped where ../shared/magic-tests is not there)",
  () => {
    it('are 65', () => {
      expect(suites.flatMap(({ cases }) => cases)).toHaveLength(65);
    });

    for (const { database, cases } of suites) {
      describe(database === undefined ? 'with its database' : `with a database for ${cases[0]?.name ?? ''}`, () => {
        let bin2nlp: RunningBin2nlp;

        beforeAll(async () => {
          bin2nlp = await RunningBin2nlp.start(
            database === undefined ? {} : { BIN2NLP_MAGIC__DATABASE_PATH: database },
          );
        });
        afterAll(async () => {
          await bin2nlp.stop();
        });

        it.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, { content, description }) => {
          const { status, body } = await request(bin2nlp.url)
            .post('/v1/magic/content')
            .query({ filename: 'a' })
            .type('application/octet-stream')
            .send(content);
          expect([status, body.description]).toEqual([200, description]);
        });
      });
    }
  },
);
