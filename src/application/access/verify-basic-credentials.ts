import { Injectable } from '@nestjs/common';

import type { BasicCredentials } from '#domain/access/basic-credentials';
import { areSameCredentials, basicCredentials } from '#domain/access/basic-credentials';
import { CredentialVerifier } from './credential-verifier';

/** The one user of HTTP Basic, from the configuration. */
export abstract class BasicUser {
  abstract readonly credentials: BasicCredentials;
}

/** Lets the configured user in, and nobody else. */
@Injectable()
export class VerifyBasicCredentials extends CredentialVerifier {
  constructor(private readonly user: BasicUser) {
    super();
  }

  verify(username: string, password: string): Promise<boolean> {
    return Promise.resolve(this.isUser(username, password));
  }

  private isUser(username: string, password: string): boolean {
    try {
      return areSameCredentials(basicCredentials(username, password), this.user.credentials);
    } catch (error) {
      // What cannot be credentials at all is nobody's.
      if (error instanceof RangeError) return false;
      throw error;
    }
  }
}
