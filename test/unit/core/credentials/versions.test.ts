import { DescribeSecretCommand, UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { forgetPast, promote, readVersions, versionAt } from '../../../../core/credentials/versions.ts';
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
