import { Logger } from '@nestjs/common';

// What is logged on purpose while faults are tested would bury what a failing test says.
Logger.overrideLogger(false);
