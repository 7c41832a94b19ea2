import { beforeAll, expect, test } from 'vitest';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { ConnectionCut } from '../../emulator/kernel/faults.ts';
import type { Backup } from '../../emulator/services/cloudhsmv2/backup.ts';
import { sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment({ byTheClock: 'CopyBackupsStateMachineSchedule' });
const file = { ...withoutKeyStore(), backups: { copyTo: ['us-west-2', 'eu-west-1'], keepCopies: 2 } };
const copy = (input: object = { environment: file.name }) => deployment().run(input, 'copy-backups');

beforeAll(async () => {
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');
}, 60_000);

const copiesIn = (region: string): Backup[] =>
  [...deployment().home.elsewhere(region).cloudhsmv2.backups.values()].filter(({ state }) => state === 'READY');
const newest = () => [...deployment().home.cloudhsmv2.backups.values()].filter(({ state }) => state === 'READY').at(-1)!.backupId;
const sources = (region: string) => copiesIn(region).map(({ copy: of }) => of?.sourceBackup);
const asked = () => deployment().home.calls.requests.filter(({ operation }) => operation === 'cloudhsmv2:CopyBackupToRegion').length;

test('the newest backup is copied to each region that the file names, with our tags, and never twice', async () => {
  expect((await copy()).status).toBe('SUCCEEDED');
  for (const region of file.backups.copyTo) {
    expect(sources(region)).toEqual([newest()]);
    expect(Object.fromEntries(copiesIn(region)[0]!.tags)).toEqual({
      'cloudhsm-lifecycle:environment': file.name,
      'cloudhsm-lifecycle:stage': 'dev',
    });
  }
  const before = asked();
  expect((await copy()).status).toBe('SUCCEEDED');
  expect(asked()).toBe(before);
});

test('a request whose answer is lost is not sent again', async () => {
  const { home } = deployment();
  await home.clock.advance(24 * 3600);
  await home.clock.idle();
  home.faults.inject({ operation: 'cloudhsmv2:CopyBackupToRegion', when: 'after', error: new ConnectionCut() });
  expect((await copy()).status).toBe('SUCCEEDED');
  for (const region of file.backups.copyTo) expect(sources(region).filter((source) => source === newest())).toHaveLength(1);
});

test('each day the clock brings another, and what is more than is kept goes', async () => {
  const { home } = deployment();
  for (let day = 0; day < 4; day++) {
    await home.clock.advance(24 * 3600);
    await home.clock.idle();
  }
  expect((await copy({})).status).toBe('SUCCEEDED');
  for (const region of file.backups.copyTo) {
    expect(copiesIn(region)).toHaveLength(2);
    expect(sources(region)).toContain(newest());
  }
});

test('a copy that fails is asked for again', async () => {
  const { home } = deployment();
  await home.clock.advance(24 * 3600);
  await home.clock.idle();
  for (const { backupId } of copiesIn('eu-west-1')) home.elsewhere('eu-west-1').cloudhsmv2.backups.get(backupId)!.state = 'DELETED';
  const executionArn = await deployment().start({ environment: file.name }, 'copy-backups');
  home.clock.after('ride', 20, 'fail', () => {
    for (const backup of home.elsewhere('eu-west-1').cloudhsmv2.backups.values())
      if (backup.state === 'CREATE_IN_PROGRESS') home.elsewhere('eu-west-1').cloudhsmv2.backups.delete(backup.backupId);
  });
  await home.clock.idle();
  expect((await deployment().ended(executionArn)).status).toBe('SUCCEEDED');
  expect(sources('eu-west-1')).toEqual([newest()]);
});

test('a region that refuses fails the run by its error, when the others are served', async () => {
  const { home } = deployment();
  await home.clock.advance(24 * 3600);
  await home.clock.idle();
  for (const region of file.backups.copyTo)
    for (const { backupId } of copiesIn(region)) home.elsewhere(region).cloudhsmv2.backups.get(backupId)!.state = 'DELETED';
  const error = new AwsError('CloudHsmInvalidRequestException', 'No more copies');
  home.faults.inject({ operation: 'cloudhsmv2:CopyBackupToRegion', when: 'before', error });
  const { status, error: name, message } = await copy();
  expect([status, name]).toEqual(['FAILED', 'RequestRejected']);
  expect(message).toContain('No more copies');
  expect(file.backups.copyTo.flatMap(sources)).toEqual([newest()]);
});

test('an environment whose file names no region is refused by name, and left out by the clock', async () => {
  const other = withoutKeyStore({ name: 'elsewhere' });
  expect((await deployment().run(other)).status).toBe('SUCCEEDED');
  const { error, message } = await copy({ environment: other.name });
  expect([error, message]).toEqual(['InvalidEnvironment', expect.stringContaining('names no region')]);
});
