import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudHSMV2Client, DescribeBackupsCommand, UntagResourceCommand } from '@aws-sdk/client-cloudhsm-v2';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hsmProgram } from '../../cli/program.ts';
import { hsm, project } from '../e2e/command.ts';
import { deployHere } from '../e2e/deployed-here.ts';
import type { Deployment } from '../workflow/deployment.ts';
import { type EnvironmentFile, environmentNamed, production, withoutKeyStore } from '../workflow/environment-file.ts';
import { provisioned } from '../workflow/standing.ts';

// docs/operations.md, "Day two": its commands as they are written, in their order, each section on what the one before it has left.
// Ids and files are replaced by real ones.

const text = readFileSync(join(project, 'docs/operations.md'), 'utf8');

/** The lines that a section shows as commands. */
function commandsOf(section: string): string[] {
  const [, body = ''] = new RegExp(`\\n### ${section}\\n([\\s\\S]*?)(?=\\n##)`).exec(text) ?? [];
  return [...body.matchAll(/^ {4}npx (hsm .*)$/gm)].map(([, line]) => line!);
}

test('every command that is shown is one of hsm, with options that it has', () => {
  const { commands } = hsmProgram() as unknown as Command;
  const shown = [...text.matchAll(/^ {4}npx hsm (.*)$/gm)].map(([, line]) => line!.split(/ [|>] /)[0]!.split(' '));
  expect(shown.length).toBeGreaterThan(10);
  for (const [name, ...rest] of shown) {
    const command = commands.find((one) => one.name() === name);
    expect(command, `hsm ${name}`).toBeDefined();
    const known = command!.options.flatMap(({ long, short }) => [long, short]);
    for (const option of rest.filter((part) => part.startsWith('-'))) expect(known, `hsm ${name}`).toContain(option);
  }
});

describe('day two', () => {
  const folder = mkdtempSync(join(tmpdir(), 'operations-'));
  const files: Record<string, string> = {};
  const ids: Record<string, string> = {};
  let deployment: Deployment;
  let stuck = false;

  const atEmulator = (line: string) => {
    const given = line.split(' ').slice(1);
    return hsm(
      given.map((part) => files[part] ?? ids[part] ?? part),
      { variables: { AWS_ENDPOINT_URL: deployment.emulator.url } },
    );
  };
  const provision = async (file: EnvironmentFile) => {
    files[`${file.name}.json`] = join(folder, `${file.name}.json`);
    writeFileSync(files[`${file.name}.json`]!, JSON.stringify(file));
    return (await provisioned(deployment, file)).cluster.clusterId;
  };
  const client = () => ({
    endpoint: deployment.emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });

  beforeAll(async () => {
    const account = { quotas: { clusters: 10, hsms: 20 } };
    deployment = await deployHere({ account, parameters: { ClusterQuota: '10', HsmQuota: '20' } });
    await provision(production);
    files['my-environment.json'] = files['production.json']!;
  });

  beforeEach((context) => {
    context.skip(stuck, 'a section before it failed');
    context.onTestFailed(() => {
      stuck = true;
    });
  });

  afterAll(async () => {
    await deployment?.emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What a section needs, and with what its commands end where that is not 0. */
  const sections: [title: string, prepare?: () => Promise<unknown>, ends?: number[]][] = [
    ['Planning'],
    ['Scaling'],
    ['Parking'],
    ['Repairing'],
    ['Connecting the key store'],
    ['Rotating passwords'],
    ['Restoring a backup beside the living environment', theNewestBackup],
    ['Tearing down', keysToGo, [3, 0, 0, 3]],
    ['The kill switch'],
    ['Adopting a cluster that was made elsewhere', madeByHand],
  ];

  test.each(sections)('%s', { timeout: 180_000 }, async (title, prepare, ends = []) => {
    const commands = commandsOf(title);
    expect(commands).not.toEqual([]);
    await prepare?.();
    for (const [index, line] of commands.entries()) {
      const { exitCode, stderr } = await atEmulator(line);
      expect(exitCode, `${line}: ${stderr}`).toBe(ends[index] ?? 0);
    }
  });

  async function theNewestBackup(): Promise<void> {
    const { Backups = [] } = await new CloudHSMV2Client(client()).send(new DescribeBackupsCommand({ Filters: { states: ['READY'] } }));
    ids['backup-abcdefghijk'] = Backups[0]!.BackupId!;
  }

  async function keysToGo(): Promise<void> {
    expect((await deployment.run({ environment: 'production-2' }, 'teardown')).status).toBe('SUCCEEDED');
    await provision({ ...environmentNamed('testing'), hsmCount: 2, purpose: 'testing' });
  }

  async function madeByHand(): Promise<void> {
    const made = await provision(withoutKeyStore({ name: 'made', admins: 1 }));
    ids['cluster-abcdefghijk'] = made;
    files['adopted.json'] = join(folder, 'adopted.json');
    writeFileSync(files['adopted.json']!, JSON.stringify(withoutKeyStore({ name: 'adopted', admins: 1 })));
    const TagKeyList = ['cloudhsm-lifecycle:environment', 'cloudhsm-lifecycle:stage'];
    await new CloudHSMV2Client(client()).send(new UntagResourceCommand({ ResourceId: made, TagKeyList }));
    const secrets = new SecretsManagerClient(client());
    for (const user of ['admin', 'application', 'lifecycle_canary']) {
      const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: `cloudhsm-lifecycle/dev/made/${user}` }));
      const Tags = [
        { Key: TagKeyList[0], Value: 'adopted' },
        { Key: TagKeyList[1], Value: 'dev' },
      ];
      await secrets.send(new CreateSecretCommand({ Name: `cloudhsm-lifecycle/dev/adopted/${user}`, SecretString, Tags }));
    }
  }
});
