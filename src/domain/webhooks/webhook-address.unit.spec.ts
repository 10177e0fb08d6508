import { DomainError } from '#domain/shared/domain-error';
import { webhookAddress } from './webhook-address';

const faultOf = (text: string, allowsHttp = false): unknown => {
  try {
    return webhookAddress(text, { allowsHttp });
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    return (error as DomainError).details;
  }
};

describe('the address of a receiver', () => {
  it('is made canonical, numbers in place of a name too', () => {
    expect(faultOf('https://CI.example.com')).toBe('https://ci.example.com/');
    expect(faultOf('https://ci.example.com:8443/a?b=c')).toBe('https://ci.example.com:8443/a?b=c');
    expect(faultOf('https://0x7f.1/')).toBe('https://127.0.0.1/');
    expect(faultOf('http://ci.example.com/', true)).toBe('http://ci.example.com/');
  });

  it.each([
    ['', 'must begin with https://'],
    ['ci.example.com/x', 'must begin with https://'],
    ['ftp://ci.example.com/', 'must begin with https://'],
    ['http://ci.example.com/', 'must begin with https:// here (webhooks.allow_http is off)'],
    ['https://me:secret@ci.example.com/', 'must have no user or password: messages are signed instead'],
    ['https://ci.example.com/#top', 'must have no fragment'],
    [`https://ci.example.com/${'a'.repeat(2000)}`, 'has more than 2000 characters'],
  ])('that is %j is refused with what is wrong', (text, fault) => {
    expect(faultOf(text)).toEqual([{ field: 'url', message: `url ${fault}` }]);
  });
});
