/** Knows the users of HTTP Basic. Where none is provided, nobody has such credentials. */
export abstract class CredentialVerifier {
  /** Takes as long for a wrong name as for a wrong password, and asks nobody outside this process. */
  abstract verify(username: string, password: string): Promise<boolean>;
}
