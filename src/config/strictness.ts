import type { AppConfig } from './app-config';
import { AuthSettings } from './settings';

/** What single settings cannot say: combinations that would be unsafe or could not work. */
export function strictnessFaults(config: AppConfig): readonly string[] {
  return [...roleFaults(config), ...(config.environment === 'production' ? productionFaults(config) : [])];
}

function roleFaults({ role, redis }: AppConfig): readonly string[] {
  return role !== 'all' && redis.url === ''
    ? [`redis.url: role ${role} needs a Redis that api and worker share; only role all starts a private one`]
    : [];
}

function productionFaults({ auth, sandbox, features, logging }: AppConfig): readonly string[] {
  return [
    'environment: production needs authentication, which this version does not have yet; run it as development, on a loopback or private address',
    ...(auth.basicPassword === new AuthSettings().basicPassword
      ? ['auth.basic_password: the default is refused in production; everybody knows it']
      : []),
    ...(sandbox.tier === 'off' ? ['sandbox.tier: off is refused in production: every sample is hostile'] : []),
    ...(features.detailedErrorResponses ? ['features.detailed_error_responses: refused in production'] : []),
    ...(logging.level === 'debug' || logging.level === 'trace'
      ? [`logging.level: ${logging.level} is refused in production`]
      : []),
  ];
}
