import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Certificates {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** An authority of a test's own and a certificate of it for `names`, such as `IP:127.0.0.1`; all files in `directory`. */
export async function makeCertificates(directory: string, names: string): Promise<Certificates> {
  const [ca, caKey, cert, key, request, names_] = ['ca.pem', 'ca.key', 'own.pem', 'own.key', 'own.csr', 'names'].map(
    (name) => join(directory, name),
  ) as [string, string, string, string, string, string];
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await run('openssl', ['req', '-x509', ...fresh, '-keyout', caKey, '-out', ca, '-subj', '/CN=authority of a test']);
  await run('openssl', ['req', ...fresh, '-keyout', key, '-out', request, '-subj', '/CN=of a test']);
  await writeFile(names_, `subjectAltName=${names}\n`);
  const signing = ['-CA', ca, '-CAkey', caKey, '-CAcreateserial', '-extfile', names_];
  await run('openssl', ['x509', '-req', '-in', request, '-out', cert, ...signing]);
  return { ca, cert, key };
}
