import type { Request } from 'express';

import { readJson } from './json-body';
import type { AppConfig } from '#config/app-config';

/** What is to be identified, as it was offered. */
export interface PathBody {
  readonly path: unknown;
  readonly filename: unknown;
}

/** @throws DomainError as `readJson` does. */
export async function readPathRequest(request: Request, { server }: AppConfig): Promise<PathBody> {
  const { path, filename } = await readJson(request, server.requestIdleSeconds * 1000);
  return { path, filename };
}
