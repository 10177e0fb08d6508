import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';

import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { AnswerChecker } from './answer-checker';
import { ContractDriver } from './contract-driver';
import type { GeneratedRequest } from './generated-requests';
import { requestsFor } from './generated-requests';
import { operationsOf, resolverOf } from './operation';

const DOCUMENT = JSON.parse(readFileSync(join(__dirname, '../../docs/openapi.json'), 'utf8')) as OpenAPIObject;
const ADMIN_KEY = 'the-key-of-the-contract-test';
const CHECKER = new AnswerChecker(DOCUMENT);
const RESOLVE = resolverOf(DOCUMENT);
/** What makes things before what reads them before what ends them. */
const ORDER = ['POST', 'PUT', 'GET', 'PATCH', 'DELETE'];
const OPERATIONS = [...operationsOf(DOCUMENT)].sort(
  (one, other) => ORDER.indexOf(one.method) - ORDER.indexOf(other.method),
);

describe('the service, driven by its OpenAPI document alone', () => {
  let bin2nlp: RunningBin2nlp;
  let driver: ContractDriver;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_FEATURE_RATE_LIMITING: 'on',
      BIN2NLP_RATE_LIMIT__SUBMISSIONS_PER_HOUR: '10000',
      BIN2NLP_RATE_LIMIT__SUBMISSIONS_BURST: '100',
      BIN2NLP_RATE_LIMIT__READS_PER_HOUR: '100000',
      BIN2NLP_RATE_LIMIT__READS_BURST: '10000',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    });
    driver = new ContractDriver(bin2nlp.url);
  });
  afterAll(() => bin2nlp.stop());

  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    '%s answers as documented, whatever it is sent',
    async (_, operation) => {
      const faults: string[] = [];
      for (const request of requestsFor(operation, RESOLVE)) {
        const answer = await driver.send(request, `Bearer ${ADMIN_KEY}`);
        const found = [...CHECKER.faultsOf(operation, answer), ...misjudged(request, answer.status)];
        faults.push(...found.map((fault) => `${request.title}: ${fault}`));
      }
      expect(faults).toEqual([]);
    },
    300_000,
  );

  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    '%s asks for a key exactly where the document says so',
    async (_, operation) => {
      const [request] = requestsFor(operation, RESOLVE);
      if (request === undefined) throw new Error('nothing to send');
      for (const authorization of [undefined, 'Bearer b2n_unknown', 'Bearer', 'Nonsense']) {
        const answer = await driver.send(request, authorization);
        expect(CHECKER.faultsOf(operation, answer)).toEqual([]);
        expect(answer.status === 401).toBe(operation.secured);
      }
    },
  );
});

/** What the document allows must not be called a wrong option, and what it forbids must be refused. */
function misjudged({ valid }: GeneratedRequest, status: number): readonly string[] {
  if (valid && status === 400) return ['is refused, though the document allows it'];
  return !valid && status < 400 ? [`answers ${status}, though the document forbids it`] : [];
}
