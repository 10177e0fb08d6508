import { ApiTags } from '@nestjs/swagger';

/** The chapters of the OpenAPI document, in the order in which they are shown, with what each is for. */
export const API_TAGS = {
  analysis: 'Send binaries, read what was found.',
  uploads: 'Send a binary to a signed address first, without a key.',
  batches: 'Send several binaries at once, or archives of them.',
  jobs: 'Follow what is under way.',
  webhooks: 'Have receivers told when jobs end.',
  magic: 'What kind of file something is.',
  access: 'Keys: whose they are, making and revoking them.',
  admin: 'For keys of the role admin.',
  system: 'State of the service.',
} as const;

export type ApiTagName = keyof typeof API_TAGS;

/** Puts the routes of a controller into one of the chapters: an unknown one does not compile. */
export function ApiTag(name: ApiTagName): ClassDecorator {
  return ApiTags(name);
}
