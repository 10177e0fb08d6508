import type { AppConfig } from '#config/app-config';
import type { HostPath } from './start-service';
import { startService } from './start-service';
import { stopSignal } from './stop-signal';

/** Runs until a signal asks it to stop. Resolves to the exit status. */
export async function runService(config: AppConfig, host: HostPath, stop = stopSignal()): Promise<number> {
  const service = await startService(config, host, stop);
  if (!stop.aborted) service.announce();
  await new Promise<void>((done) => {
    if (stop.aborted) done();
    stop.addEventListener('abort', () => {
      done();
    });
  });
  await service.close();
  return 0;
}
