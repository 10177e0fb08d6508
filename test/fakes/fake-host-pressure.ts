import { HostPressure } from '#application/ports/host-pressure.port';

/** A machine as short of things as the test wants. */
export class FakeHostPressure extends HostPressure {
  memoryInUse = 0.1;
  diskInUse = 0.1;

  memory(): Promise<number> {
    return Promise.resolve(this.memoryInUse);
  }

  disk(): Promise<number> {
    return Promise.resolve(this.diskInUse);
  }
}
