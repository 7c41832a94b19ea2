import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { forgetPast, makeCurrent, promote, readVersions, stage, stageText, versionAt } from '../../../../core/credentials/versions.ts';
import { secretsManager } from '../../aws.ts';
import { rejection } from '../../service-errors.ts';

const now = '2026-03-01T00:00:00.000Z';

function labelsAre(VersionIdsToStages: Record<string, string[]>): void {
  secretsManager.on(DescribeSecretCommand).resolves({ VersionIdsToStages });
}

const moves = () =>
  secretsManager.commandCalls(UpdateSecretVersionStageCommand).map(({ args }) => {
    const { VersionStage, RemoveFromVersionId: from = '', MoveToVersionId: to = '' } = args[0].input;
    return `${VersionStage} ${from}>${to}`;
  });

beforeEach(() => {
  secretsManager.reset();
  secretsManager.on(UpdateSecretVersionStageCommand).resolves({});
});

test('the password of a backup is the one that was current at its time', async () => {
  labelsAre({ c: ['AWSCURRENT'], b: ['AWSPREVIOUS', 'until-20260201T000000.000Z'], a: ['until-20260101T000000.000Z'] });
  const versions = await readVersions('arn');

  expect(versionAt(versions, '2025-12-31T23:59:59Z')).toBe('a');
  expect(versionAt(versions, '2026-01-01T00:00:00Z')).toBe('b');
  expect(versionAt(versions, '2026-02-01T00:00:00Z')).toBe('c');
});

test('what is promoted leaves its predecessor a label with the time', async () => {
  labelsAre({ a: ['AWSCURRENT'], b: ['AWSPENDING'] });
  await promote('arn', 'b', now);

  expect(moves()).toEqual(['until-20260301T000000.000Z >a', 'AWSCURRENT a>b', 'AWSPENDING b>']);
});

test.each([
  ['labelled only', { a: ['AWSCURRENT', 'until-20260201T000000.000Z'], b: ['AWSPENDING'] }, ['AWSCURRENT a>b', 'AWSPENDING b>']],
  ['promoted, and still labelled as pending', { a: ['AWSPREVIOUS'], b: ['AWSCURRENT', 'AWSPENDING'] }, ['AWSPENDING b>']],
  ['done', { a: ['AWSPREVIOUS'], b: ['AWSCURRENT'] }, []],
])('a promotion that was cut goes on where it was: %s', async (_, labels, expected) => {
  labelsAre(labels);
  await promote('arn', 'b', now);

  expect(moves()).toEqual(expected);
});

test('a version that is not shown as staged is promoted all the same: the HSMs have it', async () => {
  labelsAre({ a: ['AWSCURRENT'] });
  await promote('arn', 'b', now);

  expect(moves()).toEqual(['until-20260301T000000.000Z >a', 'AWSCURRENT a>b']);
});

test('labels go only where there are too many, and no backup is so old', async () => {
  const past = Array.from(
    { length: 18 },
    (_, index) => [`v${index}`, [`until-202601${String(index + 1).padStart(2, '0')}T000000.000Z`]] as const,
  );
  labelsAre({ c: ['AWSCURRENT'], ...Object.fromEntries(past.map(([id, labels]) => [id, [...labels]])) });
  await forgetPast('arn', '2026-01-02T00:00:00.000Z');
  expect(moves()).toEqual(['until-20260101T000000.000Z v0>']);

  labelsAre({ c: ['AWSCURRENT'], v0: [past[0]![1][0]] });
  await forgetPast('arn', undefined);
  expect(moves()).toHaveLength(1);
});

test('a secret that is gone for good sends people to provisioning, which makes it again or says what it has to hold', async () => {
  secretsManager.on(DescribeSecretCommand).rejects(rejection('ResourceNotFoundException'));

  await expect(readVersions('arn')).rejects.toMatchObject({
    name: 'TransientServiceError',
    details: { to: 'arn', remedy: expect.stringMatching(/^start the workflow again: .*deleted for good .*provision the environment/) },
  });
});

test('a version that is the current one already is not pending, whatever labels a cut promotion has left', async () => {
  labelsAre({ b: ['AWSCURRENT', 'AWSPENDING'], a: ['AWSPREVIOUS'] });
  expect(await readVersions('arn')).toMatchObject({ current: 'b', pending: undefined });

  labelsAre({ b: ['AWSPENDING'], a: ['AWSCURRENT'] });
  expect(await readVersions('arn')).toMatchObject({ current: 'a', pending: 'b' });
});

test('a version that was current twice, as after a restore, is found for the backups of both times', async () => {
  labelsAre({
    c: ['AWSCURRENT'],
    b: ['until-20260201T000000.000Z'],
    a: ['AWSPREVIOUS', 'until-20260301T000000.000Z', 'until-20260101T000000.000Z'],
  });
  const versions = await readVersions('arn');

  expect(['2025-12-31T00:00:00Z', '2026-01-15T00:00:00Z', '2026-02-15T00:00:00Z', now].map((time) => versionAt(versions, time))).toEqual([
    'a',
    'b',
    'a',
    'c',
  ]);
});

test('the version of a backup becomes the current one again: that of now keeps a label with the time', async () => {
  labelsAre({ b: ['AWSCURRENT'], a: ['AWSPREVIOUS', 'until-20260201T000000.000Z'] });
  await makeCurrent('arn', 'a', now);
  expect(moves()).toEqual(['until-20260301T000000.000Z >b', 'AWSCURRENT b>a']);
});

test('where it is the current one, nothing changes', async () => {
  labelsAre({ a: ['AWSCURRENT'] });
  await makeCurrent('arn', 'a', now);

  expect(moves()).toEqual([]);
});

test('a new password is staged beside the current one, and nobody sees it', async () => {
  secretsManager.on(GetRandomPasswordCommand).resolves({ RandomPassword: 'Generated0Password' });

  expect(await stage('arn', 'admin', 'token')).toBe(true);

  expect(secretsManager.commandCalls(GetRandomPasswordCommand)[0]!.args[0].input).toEqual({
    PasswordLength: 32,
    ExcludePunctuation: true,
    RequireEachIncludedType: true,
  });
  expect(secretsManager.commandCalls(PutSecretValueCommand)[0]!.args[0].input).toEqual({
    SecretId: 'arn',
    ClientRequestToken: 'token',
    SecretString: '{"username":"admin","password":"Generated0Password"}',
    VersionStages: ['AWSPENDING'],
  });
});

test('a password that this attempt has staged already stays, and what else Secrets Manager says is passed on', async () => {
  secretsManager.on(GetRandomPasswordCommand).resolves({ RandomPassword: 'Another0Password' });
  secretsManager.on(PutSecretValueCommand).rejects(rejection('ResourceExistsException'));
  expect(await stage('arn', 'admin', 'token')).toBe(false);

  secretsManager.on(PutSecretValueCommand).rejects(rejection('AccessDeniedException'));
  await expect(stage('arn', 'admin', 'token')).rejects.toThrow();
});

test('so is another text', async () => {
  await stageText('arn', 'PEM', 'token');

  expect(secretsManager.commandCalls(PutSecretValueCommand)[0]!.args[0].input).toEqual({
    SecretId: 'arn',
    ClientRequestToken: 'token',
    SecretString: 'PEM',
    VersionStages: ['AWSPENDING'],
  });
});

test('sixteen passwords of before keep their labels, and of more those that a backup of their time needs', async () => {
  const past = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`v${index}`, [`until-202601${String(index + 1).padStart(2, '0')}T000000.000Z`]]),
    );
  labelsAre({ c: ['AWSCURRENT'], ...past(16) });
  await forgetPast('arn', undefined);
  expect(moves()).toEqual([]);

  labelsAre({ c: ['AWSCURRENT'], ...past(18) });
  await forgetPast('arn', '2026-01-01T00:00:00.000Z');
  expect(moves(), 'the backup was made the moment that the first of them was replaced').toEqual([]);

  await forgetPast('arn', undefined);
  expect(moves()).toEqual(['until-20260101T000000.000Z v0>', 'until-20260102T000000.000Z v1>']);
});
