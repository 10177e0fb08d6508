import type { AbstractConnector } from 'ioredis';
import { SentinelConnector, StandaloneConnector } from 'ioredis/built/connectors';

type Connect = AbstractConnector['connect'];

/**
 * Has somebody listen to every error of every connection that ioredis opens, those it makes by itself among them: of a cluster's nodes,
 * of Sentinels. ioredis 5.11 listens for one. A connection over TLS may tell two: that Node.js refuses the certificate, and then, though
 * it has been given up, the alert that Redis sends back; Node.js 20 tells it still, and a process ends by an error that nobody hears.
 * Call it before the first connection; once is enough.
 */
export function hearFurtherErrors(): void {
  for (const kind of [StandaloneConnector, SentinelConnector]) {
    if (!heard.has(kind)) hearThoseOf(kind.prototype);
    heard.add(kind);
  }
}

const heard = new Set<unknown>();

function hearThoseOf(connector: { connect: Connect }): void {
  const { connect } = connector;
  connector.connect = async function (this: AbstractConnector, ...args): ReturnType<Connect> {
    const stream = await connect.apply(this, args);
    stream.on('error', () => undefined);
    return stream;
  };
}
