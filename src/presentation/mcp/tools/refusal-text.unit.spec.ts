import { DomainError } from '#domain/shared/domain-error';
import { refusalText } from './refusal-text';

it.each([
  ['Use the job_id of the answer to POST /api/v1/analyze; kept.', 'Use an analysis_id that submit gave; kept.'],
  ['Ask for a new address with POST /api/v1/upload.', 'Ask for a new address with the tool upload_url.'],
  ['Send the file again.', 'Send the file again (upload_url), then submit it.'],
  ['Send the file: samples are not kept.', 'Send the file (upload_url), then submit it: samples are not kept.'],
  ['Send the file again, with more.', 'Send the file again (upload_url), then submit it, with more.'],
])('what is advised is said in the words of tools: %s', (advice, said) => {
  expect(refusalText(new DomainError('NOT_FOUND', 'Gone.', { remediation: advice }))).toBe(
    `NOT_FOUND: Gone.\n${said}\n`,
  );
});

it('each fault has a line; what only the API has is not advised', () => {
  const details = [
    { field: 'a', message: 'is wrong' },
    { field: 'b', message: 'is missing' },
  ];
  const refusal = new DomainError('INVALID_OPTION', 'Wrong.', {
    details,
    remediation: 'See /api/v1/docs for what the route takes.',
  });
  expect(refusalText(refusal)).toBe('INVALID_OPTION: Wrong.\na: is wrong\nb: is missing\n');
});

it('what an argument of a tool is called otherwise in the API has the name of the argument', () => {
  const details = [{ field: 'q', message: 'is empty' }];
  expect(refusalText(new DomainError('INVALID_OPTION', 'An option is wrong: q.', { details }))).toBe(
    'INVALID_OPTION: An option is wrong: query.\nquery: is empty\n',
  );
});
