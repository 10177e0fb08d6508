import type { INestApplicationContext } from '@nestjs/common';
import { Logger } from '@nestjs/common';

import { ListApiKeys } from '#application/access/list-api-keys';
import { SeedBootstrapKey } from '#application/access/seed-bootstrap-key';
import type { AppConfig } from '#config/app-config';

/** Enters the configured admin key; where keys are asked for and there is none at all, says how to get the first. */
export async function enterBootstrapKey(
  app: INestApplicationContext,
  { auth, features }: Pick<AppConfig, 'auth' | 'features'>,
): Promise<void> {
  const logger = new Logger('access');
  if (auth.bootstrapAdminKey !== '') {
    const { id, entered } = await app.get(SeedBootstrapKey).execute(auth.bootstrapAdminKey);
    if (entered) logger.log(`The bootstrap admin key has been entered under the id ${id}`);
    return;
  }
  if (!features.apiAuthentication) return;
  const { total } = await app.get(ListApiKeys).execute(0, 1);
  if (total === 0) {
    logger.warn('There is no API key yet, so nobody can use the service: set BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY.');
  }
}
