// Readers of a service that is measured from outside: load from a process of its own, latencies as rows.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const HERE = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The service of `readers-service.mjs`. @param functions of the result that it has */
export function startReaders(functions) {
  return spawn(process.execPath, [HERE('readers-service.mjs'), functions], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

export function load(plan) {
  const child = spawn(process.execPath, [HERE('load.mjs')], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return ask(child, plan);
}

/** What a process says next; to a question, where there is one. */
export function ask(child, question) {
  const answer = new Promise((resolve, reject) => {
    const onExit = (code) => reject(new Error(`It ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
  if (question !== undefined) child.send(question);
  return answer;
}

/** The run whose p99 is in the middle. */
export function middle(runs) {
  return [...runs].sort((one, other) => one.p99 - other.p99)[Math.floor(runs.length / 2)];
}

export function figures({ count, failed, p50, p99, max }) {
  return [count, failed, p50.toFixed(1), p99.toFixed(1), max.toFixed(1)];
}

export function row(name, ...cells) {
  return [name.padEnd(26), ...cells.map((cell) => String(cell).padStart(9))].join(' ');
}
