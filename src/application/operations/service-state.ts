/** Whether this process takes new work: not before all that it needs is there, and not once it stops. */
export class ServiceState {
  private readonly stop = new AbortController();
  private hasBegun = false;

  get takesWork(): boolean {
    return this.hasBegun && !this.stop.signal.aborted;
  }

  /** Aborts when the service begins to stop: whoever waits for something answers with what there is. */
  get stopping(): AbortSignal {
    return this.stop.signal;
  }

  beginWork(): void {
    this.hasBegun = true;
  }

  beginStop(): void {
    this.stop.abort(new Error('The service is stopping.'));
  }
}
