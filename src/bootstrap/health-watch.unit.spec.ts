import { WatchHealth } from '#application/operations/watch-health';
import { AppConfig } from '#config/app-config';
import { HealthWatch } from './health-watch';

class CountedWatch extends WatchHealth {
  looks = 0;

  override execute(): Promise<void> {
    this.looks += 1;
    return this.looks === 1 ? Promise.reject(new Error('once')) : Promise.resolve();
  }
}

describe('HealthWatch', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('has health looked at once an interval, whatever came of the look before, until it is stopped', async () => {
    const config = new AppConfig();
    Object.assign(config.metrics, { healthCheckIntervalSeconds: 10 });
    const counted = new CountedWatch(undefined as never);
    const watch = new HealthWatch(counted, config);
    watch.start();
    await jest.advanceTimersByTimeAsync(9_999);
    expect(counted.looks).toBe(0);
    await jest.advanceTimersByTimeAsync(20_001);
    expect(counted.looks).toBe(3);
    await watch.stop();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(counted.looks).toBe(3);
  });
});
