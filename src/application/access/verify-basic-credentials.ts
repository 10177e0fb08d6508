import { Injectable } from '@nestjs/common';

import { areSameCredentials, basicCredentials } from '#domain/access/basic-credentials';
import { BasicUserSettings } from './basic-user.settings';

/** Lets the configured user in, and nobody else. */
@Injectable()
export class VerifyBasicCredentials {
  constructor(private readonly user: BasicUserSettings) {}

  /** Takes as long for a wrong name as for a wrong password. */
  execute(username: string, password: string): boolean {
    try {
      return areSameCredentials(basicCredentials(username, password), this.user.credentials);
    } catch (error) {
      // What cannot be credentials at all is nobody's.
      if (error instanceof RangeError) return false;
      throw error;
    }
  }
}
