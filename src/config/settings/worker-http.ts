import { IsString } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

export class WorkerHttpSettings {
  @Described("Address of a worker's health server.")
  @IsString()
  readonly host: string = '127.0.0.1';

  @Described("Port of a worker's health server (role worker only); 0 takes a free one.")
  @Whole(0, 65_535)
  readonly port: number = 8001;
}
