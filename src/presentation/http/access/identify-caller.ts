import { Injectable } from '@nestjs/common';

import { AuthenticateKey } from '#application/access/authenticate-key';
import { VerifyBasicCredentials } from '#application/access/verify-basic-credentials';
import { AppConfig } from '#config/app-config';
import type { Caller } from '#domain/access/caller';
import { basicCaller, LOCAL_CALLER } from '#domain/access/caller';
import { DomainError } from '#domain/shared/domain-error';

/** Who asks, and how that is known. */
export interface Identity {
  readonly caller: Caller;
  readonly scheme: 'none' | 'bearer' | 'basic';
}

/** Reads the `Authorization` header. */
@Injectable()
export class IdentifyCaller {
  constructor(
    private readonly authenticate: AuthenticateKey,
    private readonly config: AppConfig,
    private readonly basicUser: VerifyBasicCredentials,
  ) {}

  /** @throws DomainError `UNAUTHORIZED`, the same for every reason; `SERVICE_UNAVAILABLE` when keys cannot be looked up. */
  async execute(authorization: string | undefined, basicToo: boolean): Promise<Identity> {
    if (!this.config.features.apiAuthentication) return { caller: LOCAL_CALLER, scheme: 'none' };
    const [, scheme = '', credentials = ''] = /^([a-z]+) +(\S+) *$/i.exec(authorization ?? '') ?? [];
    const caller = await this.callerBy(scheme.toLowerCase(), credentials, basicToo);
    if (caller !== undefined) return caller;
    throw basicToo
      ? new DomainError('UNAUTHORIZED', 'Authentication required', {
          remediation: 'Send a user name and password (Basic) or an API key (Bearer).',
        })
      : new DomainError('UNAUTHORIZED', 'The request has no valid API key.', {
          remediation: 'Send the header Authorization: Bearer YOUR_KEY. An administrator makes keys.',
        });
  }

  private async callerBy(scheme: string, credentials: string, basicToo: boolean): Promise<Identity | undefined> {
    if (scheme === 'bearer') {
      const caller = await this.authenticate.execute(credentials);
      return caller && { caller, scheme };
    }
    if (scheme !== 'basic' || !basicToo) return undefined;
    const pair = Buffer.from(credentials, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    if (colon < 0) return undefined;
    const username = pair.slice(0, colon);
    const known = this.basicUser.execute(username, pair.slice(colon + 1));
    return known ? { caller: basicCaller(username), scheme } : undefined;
  }
}
