/** Why a running analysis is interrupted when its worker stops: the job is handed back, not failed. */
export class WorkerStopping extends Error {
  override readonly name = 'WorkerStopping';

  constructor() {
    super('The worker is stopping.');
  }
}
