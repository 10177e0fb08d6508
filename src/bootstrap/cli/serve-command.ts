import { readBuildInfo } from '#config/build-info';
import { loadConfig } from '#config/load-config';
import { EXIT } from '#presentation/cli/terminal/exit-codes';
import type { Output } from '#presentation/cli/terminal/output';
import { ownDirectory } from './own-directory';
import { OwnService } from './own-service';
import type { Surroundings } from './surroundings';

export interface ServeOptions {
  readonly stop?: true;
  readonly background?: true;
  readonly status?: true;
}

/** A service in this process by its configuration, or what is to be done with the user's own. */
export async function serveCommand(
  options: ServeOptions,
  around: Surroundings,
  output: Output,
  stop: AbortSignal,
): Promise<number> {
  if (options.stop !== true && options.status !== true && options.background !== true) {
    const { runService } = await import('../run-service.js');
    return runService(loadConfig(around), { path: around.variables['PATH'] ?? '', build: readBuildInfo(around) }, stop);
  }
  const own = new OwnService(ownDirectory(around.variables), around.program, around.variables);
  if (options.stop === true) {
    output.line((await own.stop()) ? 'It has ended.' : 'None runs.');
    return EXIT.clean;
  }
  if (options.status === true) {
    const { running } = own;
    output.line(running === undefined ? 'None runs.' : `It runs on ${running.url}, as process ${running.pid}.`);
    return running === undefined ? EXIT.failed : EXIT.clean;
  }
  const { url } = await own.start(stop, () => undefined);
  output.line(`It runs on ${url}.`);
  return EXIT.clean;
}
