import { Logger } from '@nestjs/common';

// What is logged on purpose while faults are tested would bury what a failing test says. Nest's testing module would
// turn it on again.
Logger.overrideLogger(false);
Object.assign(Logger, { overrideLogger: () => undefined });
