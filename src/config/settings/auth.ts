import { Matches } from 'class-validator';

import { Described } from './described';

/** What a fresh installation has; production refuses both. */
export const DEFAULT_API_KEY_SALT = 'bin2nlp-default-salt';
export const DEFAULT_BASIC_PASSWORD = 'bin2nlp';

export class AuthSettings {
  @Described(
    'Salt of the stored digests of API keys; every api process needs the same one, and another one makes every key unknown. The default is refused in production.',
  )
  @Matches(/^.{8,}$/, { message: 'must have at least 8 characters' })
  readonly apiKeySalt: string = DEFAULT_API_KEY_SALT;

  @Described(
    'First key of the role admin, entered at start; production wants at least 32 characters. Empty: none is entered.',
  )
  @Matches(/^$|^[\x21-\x7e]{8,256}$/, { message: 'must be empty or 8 to 256 printable characters without spaces' })
  readonly bootstrapAdminKey: string = '';

  @Described('Name of the user of HTTP Basic, for the File Magic API.')
  @Matches(/^[^:\p{Cc}]+$/u, { message: 'must not be empty and have neither a colon nor control characters' })
  readonly basicUsername: string = 'bin2nlp';

  @Described('Password of that user. The default is refused in production.')
  @Matches(/^\P{Cc}+$/u, { message: 'must not be empty and have no control characters' })
  readonly basicPassword: string = DEFAULT_BASIC_PASSWORD;
}
