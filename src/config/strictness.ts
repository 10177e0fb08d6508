import type { AppConfig } from './app-config';

/** What single settings cannot say: combinations that would be unsafe or could not work. */
export function strictnessFaults(config: AppConfig): readonly string[] {
  return [
    ...roleFaults(config),
    ...loggingFaults(config),
    ...(config.environment === 'production' ? productionFaults(config) : []),
  ];
}

function roleFaults({ role, redis }: AppConfig): readonly string[] {
  return role !== 'all' && redis.url === ''
    ? [`redis.url: role ${role} needs a Redis that api and worker share; only role all starts a private one`]
    : [];
}

/** Said rather than done in silence: without the flag nothing below info is logged. */
function loggingFaults({ logging: { level }, features }: AppConfig): readonly string[] {
  return (level === 'debug' || level === 'trace') && !features.debugLogging
    ? [`logging.level: ${level} needs the flag features.debug_logging`]
    : [];
}

function productionFaults({ sandbox, features, logging }: AppConfig): readonly string[] {
  return [
    'environment: production needs authentication, which this version does not have yet; run it as development, on a loopback or private address',
    ...(sandbox.tier === 'off' ? ['sandbox.tier: off is refused in production: every sample is hostile'] : []),
    ...(features.detailedErrorResponses ? ['features.detailed_error_responses: refused in production'] : []),
    ...(features.debugLogging ? ['features.debug_logging: refused in production'] : []),
    ...(logging.level === 'debug' || logging.level === 'trace'
      ? [`logging.level: ${logging.level} is refused in production`]
      : []),
  ];
}
