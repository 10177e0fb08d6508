import { Injectable } from '@nestjs/common';

import { AnonymousFiles } from '#infrastructure/filesystem/filesystem-content-store';
import { memfdCreate } from './helper/system-calls';

const MFD_CLOEXEC = 1;

/** By memfd_create(2), which Node.js does not offer. */
@Injectable()
export class KernelMemoryFiles extends AnonymousFiles {
  create(): number {
    const descriptor = memfdCreate('bin2nlp', MFD_CLOEXEC);
    if (descriptor < 0) throw new Error('Failed to create an anonymous file: too many files are open');
    return descriptor;
  }
}
