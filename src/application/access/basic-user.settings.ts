import type { BasicCredentials } from '#domain/access/basic-credentials';

/** The one user of HTTP Basic, from the configuration. */
export abstract class BasicUserSettings {
  abstract readonly credentials: BasicCredentials;
}
