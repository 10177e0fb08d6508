import { DomainError } from '#domain/shared/domain-error';

const LONGEST = 2000;

/** What an address of a receiver may be. */
export interface AddressRules {
  /** `http:` too, unencrypted. */
  readonly allowsHttp: boolean;
}

/**
 * The address of a receiver as it will be asked, made canonical. Where it leads to is looked at whenever it is connected to.
 * @throws DomainError `INVALID_OPTION` that says what is wrong with it.
 */
export function webhookAddress(text: string, { allowsHttp }: AddressRules): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const fault = faultOf(text, url, allowsHttp);
  if (url === undefined || fault !== undefined) {
    throw new DomainError('INVALID_OPTION', 'An option is wrong: url.', {
      details: [{ field: 'url', message: `url ${fault ?? 'is no address'}` }],
      remediation: 'Name the address of your receiver, such as https://ci.example.com/bin2nlp.',
    });
  }
  return url.href;
}

function faultOf(text: string, url: URL | undefined, allowsHttp: boolean): string | undefined {
  if (text.length > LONGEST) return `has more than ${LONGEST} characters`;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'must begin with https://';
  if (url.protocol === 'http:' && !allowsHttp) return 'must begin with https:// here (webhooks.allow_http is off)';
  if (url.username !== '' || url.password !== '') return 'must have no user or password: messages are signed instead';
  if (url.hash !== '') return 'must have no fragment';
  return undefined;
}
