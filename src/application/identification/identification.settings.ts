/** Of identification, from the configuration. */
export abstract class IdentificationSettings {
  /** For what was said of contents, in case they come again; 0: each is looked at anew. */
  abstract readonly knownContentsBytes: number;
}
