import { AppConfig } from '#config/app-config';
import { RedisSettings } from '#config/settings/redis';

/** The configuration with another Redis: the private one, whose address is known once it runs. */
export function withRedis(config: AppConfig, url: string): AppConfig {
  const redis = Object.assign(new RedisSettings(), config.redis, { url });
  return Object.assign(new AppConfig(), config, { redis });
}
