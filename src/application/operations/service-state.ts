/** Whether this process still takes new work. */
export class ServiceState {
  private readonly stop = new AbortController();

  /** Aborts when the service begins to stop: whoever waits for something answers with what there is. */
  get stopping(): AbortSignal {
    return this.stop.signal;
  }

  beginStop(): void {
    this.stop.abort(new Error('The service is stopping.'));
  }
}
