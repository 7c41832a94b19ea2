import { expect, test } from 'vitest';
import { request } from '../local-aws.ts';
import { type Deployment, deployed, type Run } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';
import { giveSecrets, madeElsewhere } from './made-elsewhere.ts';
import { deployedThere, recoverable } from './recovery-region.ts';

const plaintext = 'of the first day';

async function encrypt({ emulator }: Deployment, KeyId: string): Promise<string> {
  const Plaintext = Buffer.from(plaintext).toString('base64');
  return ((await request(emulator, 'kms', 'Encrypt', { KeyId, Plaintext })) as { CiphertextBlob: string }).CiphertextBlob;
}

async function decrypted({ emulator }: Deployment, CiphertextBlob: string): Promise<string> {
  const { Plaintext } = (await request(emulator, 'kms', 'Decrypt', { CiphertextBlob })) as { Plaintext: string };
  return Buffer.from(Plaintext, 'base64').toString();
}

test('an environment lives for years, and what its first day encrypted is read on its last', async () => {
  const home = await deployed();
  const there = await deployedThere(home);
  home.stopClockwork();
  there.stopClockwork();
  const made = withoutKeyStore({ name: 'by-hand' });
  const file = recoverable('story');
  const asked = async (changes: object, machine: string, at = home): Promise<Run['output']> => {
    const run = await at.run({ environment: file.name, ...changes }, machine);
    expect(run.status, `${machine}: ${run.message}`).toBe('SUCCEEDED');
    return run.output;
  };
  const cluster = await madeElsewhere(home, made);
  await giveSecrets(home, made.name, file.name, ['admin', 'admin_2', 'application']);

  const adopted = await asked({ cluster, file }, 'adopt');
  expect(adopted).toMatchObject({ cluster: { id: cluster }, keyStore: { state: 'CONNECTED', proof: true } });
  const { keyArn } = adopted.keyStore!;
  const ciphertext = await encrypt(home, keyArn);
  const { hsms } = (await asked({ hsms: 3 }, 'scale')).cluster;
  home.home.cloudhsmv2.failHsmFor(hsms[0]!.eniId, 1e7);
  expect((await asked({}, 'repair')).removed).toEqual([hsms[0]!.id]);
  await asked({}, 'rotate');
  expect((await asked({ hsms: 0 }, 'scale')).cluster.hsms).toEqual([]);
  expect((await asked({ hsms: 3 }, 'scale')).cluster.hsms.map(({ ip }) => ip).toSorted()).toEqual(hsms.map(({ ip }) => ip).toSorted());
  await asked({}, 'copy-backups');
  expect((await asked({ hsms: 2 }, 'restore', there)).keyStore).toMatchObject({ state: 'CONNECTED', proof: true });
  await asked({}, 'disconnect');
  expect((await asked({}, 'connect')).keyStore).toMatchObject({ state: 'CONNECTED', keyArn });

  expect(await decrypted(home, ciphertext)).toBe(plaintext);
  expect((await asked({ scheduleKeyDeletion: 7 }, 'teardown')).outcome).toBe('WAITING');
  await home.home.clock.advance(8 * 86_400);
  await home.home.clock.idle();
  await asked({}, 'teardown');
  expect(home.home.cloudhsmv2.cluster(cluster)!.state).toBe('DELETED');
  expect((await asked({ hsms: 2 }, 'scale', there)).keyStore).toMatchObject({ state: 'CONNECTED' });
}, 180_000);
