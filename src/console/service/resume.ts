import { validateKey } from '#client/generated/sdk.gen';
import { ask } from './ask';
import { isHere } from './session';

/** Finds out who is here, by the key of this tab or without one, however long the service is away. @throws Refusal */
export async function resume(signal: AbortSignal): Promise<void> {
  const { data } = await ask((client) => validateKey({ client, signal }), signal);
  isHere(data);
}
