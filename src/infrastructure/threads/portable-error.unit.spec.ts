import { DomainError } from '#domain/shared/domain-error';
import { portable, revived } from './portable-error';

describe('an error that crosses a border', () => {
  const crossed = (error: unknown): Error => revived(structuredClone(portable(error)));

  it('stays a refusal with its code, words and cause', () => {
    const refusal = new DomainError('ENGINE_FAILED', 'radare2 failed over this file.', {
      details: [{ field: 'file', message: 'is damaged' }],
      remediation: 'Send another one.',
      cause: new TypeError('why'),
    });
    const arrived = crossed(refusal);
    expect(arrived).toBeInstanceOf(DomainError);
    expect(arrived).toMatchObject({
      code: 'ENGINE_FAILED',
      message: refusal.message,
      details: refusal.details,
      remediation: refusal.remediation,
      stack: refusal.stack,
      cause: { name: 'TypeError', message: 'why' },
    });
  });

  it('keeps the name of a fault', () => {
    expect(crossed(new RangeError('too far'))).toMatchObject({ name: 'RangeError', message: 'too far' });
    expect(crossed(new RangeError('too far'))).not.toBeInstanceOf(DomainError);
  });

  it('becomes an error when something else was thrown', () => {
    expect(crossed('a text')).toMatchObject({ name: 'Error', message: 'a text' });
  });

  it('does not follow causes without end', () => {
    const endless = new Error('again');
    endless.cause = endless;
    expect(crossed(endless).message).toBe('again');
  });
});
