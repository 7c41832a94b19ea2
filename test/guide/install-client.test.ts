import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { hsm, project } from '../e2e/command.ts';
import { deployHere, exampleFile } from '../e2e/deployed-here.ts';
import { provisioned } from '../workflow/standing.ts';

// "Step 4: Install the CloudHSM Client", by the commands that docs/guide.md has for it.

const folder = mkdtempSync(join(tmpdir(), 'install-client-'));
const host = join(folder, 'host');
let emulator: Emulator;

beforeAll(async () => {
  const hosts = [{ id: 'i-0a1b2c3d4e5f60001', platform: 'amzn 2023', tags: { Role: 'payments' }, root: host }];
  const deployment = await deployHere({ account: { hosts } });
  ({ emulator } = deployment);
  await provisioned(deployment, exampleFile('production'));
}, 120_000);

afterAll(async () => {
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A command of the step, with what it is written for in the place of the step's own words. */
const atEmulator = (line: string) => hsm(line.split(' '), { variables: { AWS_ENDPOINT_URL: emulator.url } });
const [, step = ''] = /\n## 4\. .*\n([\s\S]*?)(?=\n## )/.exec(readFileSync(join(project, 'docs/guide.md'), 'utf8')) ?? [];
const commandOf = (name: string) => new RegExp(`^ {4}npx hsm (${name} .*?)(?: +#.*)?$`, 'm').exec(step)![1]!;

test('a host gets the packages, the CA certificate and the configuration, and reaches the HSMs', { timeout: 120_000 }, async () => {
  const command = commandOf('clients');
  const { exitCode, stdout, stderr } = await atEmulator(`${command} --json`);
  expect(exitCode, stderr).toBe(0);
  const { cluster, clients } = JSON.parse(stdout) as {
    cluster: { id: string };
    clients: { hosts: { changed: string[]; found: string[] }[] };
  };
  expect(clients.hosts[0]!.changed).toEqual(
    expect.arrayContaining([expect.stringMatching(/^cloudhsm-cli .* installed$/), 'customerCA.crt written']),
  );
  expect(clients.hosts[0]!.found).toContainEqual(expect.stringContaining('the HSMs answer'));

  const etc = join(host, 'opt/cloudhsm/etc');
  expect(readFileSync(join(etc, 'customerCA.crt'), 'utf8')).toContain('BEGIN CERTIFICATE');
  for (const name of ['cloudhsm-cli.cfg', 'cloudhsm-pkcs11.cfg']) expect(readFileSync(join(etc, name), 'utf8')).toContain(cluster.id);

  const again = await atEmulator(`${command} --json`);
  expect((JSON.parse(again.stdout) as { clients: unknown }).clients).toMatchObject({ hosts: [{ changed: [] }] });
});

test('a folder configures a host that Systems Manager does not reach', { timeout: 60_000 }, async () => {
  const { exitCode, stderr } = await atEmulator(commandOf('client-bundle').replace(/client$/, join(folder, 'client')));
  expect(exitCode, stderr).toBe(0);
  expect(readdirSync(join(folder, 'client'))).toEqual(expect.arrayContaining(['README.md', 'configure-host.sh', 'customerCA.crt']));
  expect(step).toContain('sudo ./configure-host.sh');
  expect(existsSync(join(folder, 'client/client-sdk.tsv'))).toBe(true);
});
