/** Names under which settings are looked for that are called otherwise here, without prefix and section. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  upload_cleanup_hours: 'storage.cleanup_age_minutes',
  secure_file_cleanup: 'storage.secure_file_cleanup',
  max_file_size_mb: 'storage.max_file_size_mb',
  shared_volume_path: 'storage.data_dir',
  analysis_timeout_seconds: 'analysis.timeout_seconds',
  radare2_timeout_seconds: 'analysis.radare2_timeout_seconds',
  enable_analysis_fallback: 'analysis.enable_analysis_fallback',
  enable_file_validation: 'analysis.enable_file_validation',
  analysis_worker_concurrency: 'analysis.worker_concurrency',
  result_cache_ttl_hours: 'cache.ttl_hours',
  health_check_interval: 'metrics.health_check_interval_seconds',
  redis_url: 'redis.url',
  redis_max_connections: 'redis.max_connections',
  redis_socket_timeout: 'redis.socket_timeout_seconds',
  redis_socket_connect_timeout: 'redis.connect_timeout_seconds',
  rate_limit_enabled: 'features.rate_limiting',
  mcp_enabled: 'features.mcp',
  metrics_enabled: 'features.performance_metrics',
  log_level: 'logging.level',
  log_format: 'logging.format',
  api_host: 'server.host',
  api_port: 'server.port',
  trust_proxy: 'server.trust_proxy',
  cors_origins: 'server.cors_origins',
  api_key_salt: 'auth.api_key_salt',
};

/** That there is no such setting, with the one that is meant, where one is. @param name with or without sections, as a key or a variable. */
export function noSuchSetting(name: string): string {
  const key = name.toLowerCase().replace(/^bin2nlp_/, '');
  const last = key.split(/__|\./).at(-1) ?? key;
  const meant = OTHER_NAMES[key] ?? OTHER_NAMES[last];
  return `there is no such setting${meant === undefined ? '' : `; ${last} is ${meant} here`}`;
}

/** For the page of settings. */
export function otherNames(): readonly (readonly [name: string, setting: string])[] {
  return Object.entries(OTHER_NAMES);
}
