import { IsIn, IsString, Matches } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

export const BUCKET_ADDRESSINGS = ['path', 'virtual-host'] as const;
export const SERVER_SIDE_ENCRYPTIONS = ['none', 'AES256', 'aws:kms'] as const;
export type ServerSideEncryption = (typeof SERVER_SIDE_ENCRYPTIONS)[number];

const ORIGIN = /^$|^https?:\/\/[^\s/?#@]+$/;
const ORIGIN_MESSAGE = 'must be https://host, http://host or either with :port, without a path';

export class BucketSettings {
  @Described(
    'S3-compatible bucket through which samples go from api to worker, for machines that share no directory. Empty: they go through `storage.data_dir`.',
  )
  @Matches(/^$|^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/, {
    message: 'must be empty or 3 to 63 lower-case letters, digits, dots and hyphens',
  })
  readonly name: string = '';

  @Described('Where the bucket is asked for, such as `https://minio.example.com:9000`. Empty: AWS, in its region.')
  @Matches(ORIGIN, { message: ORIGIN_MESSAGE })
  readonly endpoint: string = '';

  @Described(
    'What clients reach the same endpoint by, for the addresses of signed uploads. Empty: `bucket.endpoint` itself.',
  )
  @Matches(ORIGIN, { message: ORIGIN_MESSAGE })
  readonly publicEndpoint: string = '';

  @Described('Region that requests are signed for.')
  @Matches(/^[a-z\d-]{1,64}$/, { message: 'must be 1 to 64 lower-case letters, digits and hyphens' })
  readonly region: string = 'us-east-1';

  @Described('Folder of the bucket that everything is kept in, such as `bin2nlp/production`. Empty: the bucket itself.')
  @Matches(/^$|^\w[\w.-]*(\/\w[\w.-]*)*$/, {
    message: 'must be names of letters, digits, _, - and dots, with / between',
  })
  @Matches(/^.{0,200}$/, { message: 'must have at most 200 characters' })
  readonly prefix: string = '';

  @Described('Id of the access key. It needs the rights to list, read, write and delete below the prefix.')
  @Matches(/^[\x21-\x7e]{0,256}$/, { message: 'must be printable characters without spaces' })
  readonly accessKeyId: string = '';

  @Described('Secret of the access key.')
  @Matches(/^[\x21-\x7e]{0,256}$/, { message: 'must be printable characters without spaces' })
  readonly secretAccessKey: string = '';

  @Described('Where the name of the bucket stands: in the path of the address, or in front of its host.')
  @IsIn(BUCKET_ADDRESSINGS)
  readonly addressing: (typeof BUCKET_ADDRESSINGS)[number] = 'path';

  @Described('How the bucket is asked to encrypt what is put there. none: as it is set up.')
  @IsIn(SERVER_SIDE_ENCRYPTIONS)
  readonly serverSideEncryption: ServerSideEncryption = 'none';

  @Described('Key of `aws:kms`. Empty: the default one of the account.')
  @IsString()
  @Matches(/^[\x21-\x7e]{0,2048}$/, { message: 'must be printable characters without spaces' })
  readonly kmsKeyId: string = '';

  @Described('Seconds without a byte from the bucket after which a request counts as failed.')
  @Whole(1, 120)
  readonly timeoutSeconds: number = 10;
}
