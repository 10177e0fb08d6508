import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * For a client that asks before it sends its body (`Expect: 100-continue`): it is told to go on at the moment at which
 * somebody reads the body. A request that is refused before that is refused without its body being sent.
 */
export function continueWhenRead(request: IncomingMessage, response: ServerResponse): void {
  const read = request._read.bind(request);
  request._read = (size) => {
    request._read = read;
    if (!response.headersSent) response.writeContinue();
    read(size);
  };
}
