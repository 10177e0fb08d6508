import { IsString, Matches } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

export class ServerSettings {
  @Described('Address that the API listens on.')
  @IsString()
  readonly host: string = '127.0.0.1';

  @Described('Port that the API listens on; 0 takes a free one.')
  @Whole(0, 65_535)
  readonly port: number = 8000;

  @Described('Connections at once; a further one is closed.')
  @Whole(1, 100_000)
  readonly maxConnections: number = 1000;

  @Described('Connections that wait to be accepted.')
  @Whole(1, 65_535)
  readonly backlog: number = 1024;

  @Described('Seconds that an idle connection is kept open.')
  @Whole(1, 3600)
  readonly keepAliveSeconds: number = 75;

  @Described('Seconds without a byte from the client until its request is refused.')
  @Whole(1, 3600)
  readonly requestIdleSeconds: number = 60;

  @Described('Seconds that an upload may be slower than min_upload_kb_per_second.')
  @Whole(1, 3600)
  readonly slowUploadSeconds: number = 60;

  @Described('Seconds that an upload may be slower than min_upload_kb_per_second while another waits for its place.')
  @Whole(1, 3600)
  readonly crowdedUploadSeconds: number = 5;

  @Described(
    'KB of 1024 bytes a second that an upload must reach on average after slow_upload_seconds, and lately where another waits for its place; 0: any.',
  )
  @Whole(0, 1_048_576)
  readonly minUploadKbPerSecond: number = 64;

  @Described('Seconds without progress until the connection of a client that does not read its answer is closed.')
  @Whole(1, 3600)
  readonly responseIdleSeconds: number = 60;

  @Described('Longest URI that is accepted, in bytes.')
  @Whole(256, 65_536)
  readonly maxUriBytes: number = 8192;

  @Described('Largest headers that are accepted, all together, in bytes.')
  @Whole(1024, 65_536)
  readonly maxHeaderBytes: number = 16_384;

  @Described('Largest JSON body that is accepted, in KB of 1024 bytes.')
  @Whole(1, 102_400)
  readonly maxJsonKb: number = 1024;

  @Described('Origins whose pages may call the API, comma-separated, such as https://app.example.com. Empty: none.')
  @Matches(/^$|^https?:\/\/[^/,\s]+(,https?:\/\/[^/,\s]+)*$/, {
    message: 'must be http(s)://host[:port], several separated by commas, or empty',
  })
  readonly corsOrigins: string = '';

  @Described(
    'Proxies that are believed about whom they serve (X-Forwarded-For, X-Forwarded-Proto): how many stand before this service, 1 to 9, or their addresses and networks, comma-separated, such as 10.0.0.0/8; loopback, linklocal and uniquelocal are names of some. The log of requests has the address of the client then. Empty: none is believed.',
  )
  @Matches(/^$|^[1-9]$|^\d*[^\s\d,][^\s,]*(,[^,\s]+)*$/, {
    message: 'must be 1 to 9, addresses and networks separated by commas, or empty',
  })
  readonly trustProxy: string = '';

  @Described('Seconds that requests in flight get when the service stops.')
  @Whole(0, 600)
  readonly stopGraceSeconds: number = 10;
}
