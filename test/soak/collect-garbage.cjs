// Preloaded into the processes of the soak, and so into each of their threads: has V8 give back from time to time what nothing refers
// to. By itself it keeps hundreds of megabytes of that for as long as there is memory, more of it the busier the machine is: what a
// process holds could not be told from what it once held.
const { setInterval } = require('node:timers');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const EVERY_MS = 20_000;

setFlagsFromString('--expose-gc');
setInterval(runInNewContext('gc'), EVERY_MS).unref();
