import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  InvalidRequestException,
  ResourceExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { creationToken } from '../../../../core/credentials/creation-token.ts';
import { ensureCredential, findSecret, isSecretOf } from '../../../../core/credentials/credentials.ts';
import { isThere } from '../../../../core/credentials/is-there.ts';
import { secretsManager } from '../../aws.ts';
import { execution, otherExecution } from '../../executions.ts';
import { rejection } from '../../service-errors.ts';

const name = 'cloudhsm-lifecycle/dev/production/admin';
const told = { message: 'told', $metadata: { httpStatusCode: 400 } };
const restoring = { name: 'SecretUnusable', details: { to: name, remedy: expect.stringContaining(`restore-secret --secret-id ${name}`) } };

const ensure = () => ensureCredential('production', 'admin', execution);
const missing = () => new ResourceNotFoundException(told);
/** The secret as a run has made it. */
const madeBy = (run: string) => ({ ARN: 'arn:admin', VersionIdsToStages: { [creationToken(run, name)]: ['AWSCURRENT'] } });

beforeEach(() => {
  secretsManager.reset();
  secretsManager.on(DescribeSecretCommand).rejects(missing());
  secretsManager.on(GetRandomPasswordCommand).resolves({ RandomPassword: 'Generated0Password' });
  secretsManager.on(CreateSecretCommand).resolves({ ARN: 'arn:admin' });
});

test("a password is made once: a secret that stands is left as it is, and is the run's where that has made it", async () => {
  expect(await ensure()).toEqual({ arn: 'arn:admin', created: true });

  for (const [run, created] of [
    [execution, true],
    [otherExecution, false],
  ] as const) {
    secretsManager.on(DescribeSecretCommand, { SecretId: name }).resolves(madeBy(run));
    expect(await ensure()).toEqual({ arn: 'arn:admin', created });
  }
  expect(secretsManager.commandCalls(CreateSecretCommand)).toHaveLength(1);
});

test("one that Secrets Manager has and shows only then is the run's where that has made it", async () => {
  secretsManager.on(CreateSecretCommand).rejects(new ResourceExistsException(told));
  secretsManager.on(DescribeSecretCommand).rejectsOnce(missing()).resolves(madeBy(otherExecution));

  expect(await ensure()).toEqual({ arn: 'arn:admin', created: false });
});

test('one that it has and does not show is looked for again', async () => {
  secretsManager.on(CreateSecretCommand).rejects(new ResourceExistsException(told));

  await expect(ensure()).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: name } });
});

test('one that is scheduled for deletion comes back by a whole command, whether a look shows it or the create', async () => {
  secretsManager.on(DescribeSecretCommand).resolves({ ARN: 'arn:admin', DeletedDate: new Date(0) });
  await expect(ensure()).rejects.toMatchObject(restoring);
  expect(secretsManager.commandCalls(CreateSecretCommand)).toEqual([]);

  secretsManager.on(DescribeSecretCommand).rejects(missing());
  secretsManager.on(CreateSecretCommand).rejects(new InvalidRequestException(told));
  await expect(ensure()).rejects.toMatchObject(restoring);
});

test.each([
  ['a look', DescribeSecretCommand],
  ['the create', CreateSecretCommand],
])('%s that is denied is no sign of anything', async (_, Command) => {
  const denied = rejection('AccessDeniedException');
  secretsManager.on(Command as typeof DescribeSecretCommand).rejects(denied);

  await expect(ensure()).rejects.toBe(denied);
});

test('a secret that is on its way to deletion is there, and one that nobody may see is not taken to be missing', async () => {
  expect([await isThere(name), await findSecret(name)]).toEqual([false, undefined]);

  secretsManager.on(DescribeSecretCommand).resolves({ ARN: 'arn:admin' });
  expect([await isThere(name), await findSecret(name)]).toEqual([true, { arn: 'arn:admin', versions: [] }]);

  secretsManager.on(DescribeSecretCommand).resolves({ ARN: 'arn:admin', DeletedDate: new Date(0) });
  expect(await isThere(name)).toBe(true);

  secretsManager.on(DescribeSecretCommand).rejects(rejection('AccessDeniedException'));
  await expect(isThere(name)).rejects.toThrow();
});

test.each([
  [true, 'production', 'dev'],
  [false, 'production', 'prod'],
  [false, 'testing', 'dev'],
  [false, undefined, undefined],
])("a secret is the environment's (%s) by both of its tags: %s, %s", (expected, environment, stage) => {
  const Tags = [
    { Key: 'cloudhsm-lifecycle:environment', Value: environment },
    { Key: 'cloudhsm-lifecycle:stage', Value: stage },
  ].flatMap(({ Key, Value }) => (Value === undefined ? [] : [{ Key, Value }]));

  expect(isSecretOf({ Tags }, 'production')).toBe(expected);
});
