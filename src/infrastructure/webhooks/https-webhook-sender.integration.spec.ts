import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AppConfig } from '#config/app-config';
import { newDeliveryId } from '#domain/webhooks/webhook-delivery';
import { SystemClock } from '#infrastructure/clock/system-clock';
import { describeWebhookSenderContract } from '#test/contracts/webhook-sender.contract';
import { checkedLookup } from './checked-lookup';
import { HttpsWebhookSender } from './https-webhook-sender';
import { ReachableAddresses } from './reachable-addresses';

function senderTo(allowedNetworks: string): HttpsWebhookSender {
  const config = new AppConfig();
  Object.assign(config.webhooks, { allowedNetworks, timeoutSeconds: 1 });
  return new HttpsWebhookSender(config, new SystemClock());
}

describeWebhookSenderContract('HttpsWebhookSender', () => senderTo('127.0.0.1/32'));

describe('HttpsWebhookSender', () => {
  it('connects to no name that leads to an address which is not public', async () => {
    let connections = 0;
    const server = createServer().on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const { port } = server.address() as AddressInfo;
    const secrets = [`whsec_${Buffer.alloc(24).toString('base64')}`];
    const { fault } = await senderTo('').send({
      url: `http://localhost:${port}/`,
      id: newDeliveryId(),
      payload: '{}',
      secrets,
    });
    expect(fault).toBe('localhost is not at a public address');
    expect(connections).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });

  it('gives a connection nothing but addresses that may be connected to', async () => {
    const lookup = checkedLookup(new ReachableAddresses(['127.0.0.0/8']));
    const found = await new Promise((resolve, reject) => {
      lookup('localhost', { all: true }, (error, addresses) => {
        if (error === null) resolve(addresses);
        else reject(error);
      });
    });
    expect((found as LookupAddress[]).every(({ address }) => address.startsWith('127.'))).toBe(true);
  });
});
