import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectFolder } from '../../cli/local/packaged.ts';
import { csrPublicKey } from '../../core/pki/csr.ts';
import { cli, program } from '../emulator/data-plane/programs.ts';
import { certify } from '../unit/certificates.ts';
import type { Deployment } from './deployment.ts';

/** Where people work. */
type Place = Pick<Deployment, 'emulator' | 'home'>;

/** What `hsm --json` has printed, and how it ended. */
export interface Answered {
  exitCode: number;
  document: any;
}

/** Types an `hsm` command, as a person does. */
export function hsm({ emulator, home }: Place, ...words: string[]): Promise<Answered> {
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: emulator.url,
    AWS_REGION: home.region,
    AWS_ACCESS_KEY_ID: 'person',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  return new Promise((resolve, reject) => {
    const command = [join(projectFolder, 'cli/bin/hsm.js'), ...words, '--json'];
    execFile(process.execPath, command, { env }, (error, stdout, stderr) => {
      if (stdout === '') return reject(new Error(`hsm ${words.join(' ')}: ${stderr}`));
      resolve({ exitCode: error ? Number(error.code) : 0, document: JSON.parse(stdout) });
    });
  });
}

/** Writes a file that goes with the test. */
export function fileOf(text: string, name = 'file'): string {
  const folder = mkdtempSync(join(tmpdir(), 'approvals-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** A certificate for a CSR by a root of this name; PEM. */
export function signed(csr: string, by: string, dates: { from?: string } = {}): Promise<string> {
  return certify({ owner: 'cluster', key: csrPublicKey(csr), by, ca: false, ...dates });
}

/** Activates the newest cluster with the CloudHSM CLI, as people do. */
export async function activate({ emulator, home }: Place, password: string): Promise<void> {
  const cluster = [...home.cloudhsmv2.clusters.values()].at(-1)!;
  await program(emulator, 'configure-cli', ['-a', ...cluster.hsms.map(({ eniIp }) => eniIp), '--disable-key-availability-check']);
  const { error_code, data } = await cli(emulator, `cluster activate --password ${password}`);
  if (error_code !== 0) throw new Error(data);
  await home.clock.idle();
}
