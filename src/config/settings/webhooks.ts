import { IsBoolean, Matches } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

const NETWORK = String.raw`[0-9A-Fa-f:.]+\/\d{1,3}`;

export class WebhookSettings {
  @Described(
    'Networks that receivers of webhooks may be in beside public addresses, comma-separated, such as 10.1.0.0/16,fd00::/8. Everything there that speaks HTTP can then be sent to by every key.',
  )
  @Matches(new RegExp(`^$|^${NETWORK}(,${NETWORK})*$`), {
    message: 'must be networks such as 10.1.0.0/16, separated by commas, or empty',
  })
  readonly allowedNetworks: string = '';

  @Described('Let receivers be at http:// addresses too: messages are signed, but anyone on the way can read them.')
  @IsBoolean()
  readonly allowHttp: boolean = false;

  @Described('Seconds after which a receiver that has not answered is asked again later.')
  @Whole(1, 60)
  readonly timeoutSeconds: number = 10;

  @Described('Webhooks that one key may have.')
  @Whole(1, 100)
  readonly maxPerKey: number = 10;
}
