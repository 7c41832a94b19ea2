import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A self-signed certificate, PEM, as people make one by hand. */
export function selfSigned(newKey: string[], ...options: string[]): string {
  return inFolder((folder) => {
    const key = join(folder, 'key.pem');
    const certificate = join(folder, 'certificate.pem');
    openssl(
      'req',
      '-x509',
      '-newkey',
      ...newKey,
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificate,
      '-days',
      '3650',
      '-subj',
      '/O=Example/CN=Root',
      ...options,
    );
    return readFileSync(certificate, 'utf8');
  });
}

/** A CSR in PEM and in DER, with its public key as openssl reads it. */
export function certificateRequest(): { pem: string; der: Buffer; publicKey: string } {
  return inFolder((folder) => {
    const [key, pem, der] = ['key.pem', 'csr.pem', 'csr.der'].map((name) => join(folder, name)) as [string, string, string];
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', pem, '-subj', '/C=US/O=Cavium/CN=HSM:1:PARTN:2, for FIPS mode');
    openssl('req', '-in', pem, '-outform', 'DER', '-out', der);
    const publicKey = execFileSync('openssl', ['req', '-in', pem, '-noout', '-pubkey'], { encoding: 'utf8' });
    return { pem: readFileSync(pem, 'utf8'), der: readFileSync(der), publicKey };
  });
}

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}

function inFolder<T>(act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
