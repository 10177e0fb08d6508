import { validated } from '#presentation/http/body/validated';
import { CreateKeyRequest } from './keys.request';

const KEY = { name: 'ci pipeline', role: 'user' };

describe('CreateKeyRequest', () => {
  it.each(['2030-01-01T00:00:00Z', '2030-01-01T00:00:00.123+02:00'])('takes a time with its zone: %s', (expiresAt) => {
    expect(validated(CreateKeyRequest, { ...KEY, expires_at: expiresAt })).toMatchObject({ expires_at: expiresAt });
  });

  it.each(['2030-01-01', '2030-01-01T00:00:00', 'T'.repeat(20), 'TZ', ''])('refuses %j as a time', (expiresAt) => {
    expect(() => validated(CreateKeyRequest, { ...KEY, expires_at: expiresAt })).toThrow('expires_at');
  });

  it.each(['a\u0000b', 'a\u202eb', 'a\u200bb', 'a\u2028b', 'a\u{e0041}b'])(
    'refuses a name and a holder that hide something: %j',
    (text) => {
      for (const field of ['name', 'user_id'])
        expect(() => validated(CreateKeyRequest, { ...KEY, [field]: text })).toThrow(field);
    },
  );

  it('takes names of any script', () => {
    for (const name of ['Jürgen', '日本語', 'עברית', 'anna-1'])
      expect(validated(CreateKeyRequest, { ...KEY, name, user_id: name })).toMatchObject({ name, user_id: name });
  });
});
