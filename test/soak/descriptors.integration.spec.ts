import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';

import { eventually } from '#test/support/eventually';
import { ownDescriptors } from './descriptors';

describe('the descriptors of a process', () => {
  it('are all but the connections that clients hold to it', async () => {
    const server = createServer({ allowHalfOpen: true }, (connection) => connection.resume()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const count = (): number => ownDescriptors(process.pid, port);
    const before = count();
    const file = openSync('/dev/null', 'r');
    expect(count()).toBe(before + 1);
    closeSync(file);

    // Its own end is one of this process too, by the other port.
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const [[connection]] = (await Promise.all([once(server, 'connection'), once(client, 'connect')])) as [
      [NodeJS.EventEmitter & { destroy(): void }],
      unknown,
    ];
    expect(count()).toBe(before + 1);
    client.end();
    // Left by the client, and still held.
    await eventually(() => {
      expect(count()).toBe(before + 2);
    });
    connection.destroy();
    client.destroy();
    await eventually(() => {
      expect(count()).toBe(before);
    });
    server.close();
  });
});
