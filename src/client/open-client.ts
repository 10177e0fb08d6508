import type { Client } from './generated/client';
import { createClient } from './generated/client';

/** A client of the service at an address. @param key empty where nobody is asked for one */
export function openClient(url: string, key = ''): Client {
  return createClient({ baseUrl: url.replace(/\/$/, ''), ...(key !== '' && { auth: key }) });
}
