/** Whether results are shared between jobs, or each serves only its own; from the configuration. */
export abstract class ResultSharingSettings {
  abstract readonly enabled: boolean;
}
