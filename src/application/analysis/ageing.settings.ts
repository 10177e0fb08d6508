/** How long a job waits for each step that its priority rises; from the configuration. */
export abstract class AgeingSettings {
  abstract readonly stepMs: number;
}
