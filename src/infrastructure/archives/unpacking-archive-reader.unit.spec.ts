import { describeArchiveReaderContract } from '#test/contracts/archive-reader.contract';
import { UnpackingArchiveReader } from './unpacking-archive-reader';

describeArchiveReaderContract('UnpackingArchiveReader', new UnpackingArchiveReader());
