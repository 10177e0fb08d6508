import type { SandboxTier } from '#domain/document/sandbox-tier';
import { Confinement } from './confinement';

/**
 * A process that does what a worker does, for tests that kill it or start it oddly: launches one program in a tier and passes on
 * what that prints. Arguments: the tier, bytes of address space, the program, and its only tree.
 */
async function main([tier, addressSpace, file, tree]: readonly string[]): Promise<void> {
  const confinement = new Confinement(tier as SandboxTier);
  const limits = { addressSpace: Number(addressSpace), cpuSeconds: 20 };
  const program = { file: file!, args: [], trees: [tree!], files: [], environment: {}, limits };
  const confined = await confinement.sandbox.launch(confinement.tier, program);
  confined.stdout.pipe(process.stdout);
  const { code, stderr } = await confined.ended;
  if (code !== 0) throw new Error(`The program ended with ${code ?? 'a signal'}: ${stderr}`);
}

void main(process.argv.slice(2));
