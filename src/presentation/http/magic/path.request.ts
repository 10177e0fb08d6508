import type { Request } from 'express';

import type { AppConfig } from '#config/app-config';
import { readJson } from '#presentation/http/body/json-body';

/** What is to be identified, as it was offered. */
export interface PathBody {
  readonly path: unknown;
  readonly filename: unknown;
}

/** @throws DomainError as `readJson` does. */
export async function readPathRequest(request: Request, { server }: AppConfig): Promise<PathBody> {
  const { path, filename } = await readJson(request, server);
  return { path, filename };
}
