import { expect, test } from 'vitest';
import type { AwsPlace } from '../../emulator/cloud.ts';
import { localAws } from '../local-aws.ts';
import { brokenInvariants } from './invariants.ts';

const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;
const password = 'nobodyMayReadThis7';

/** A home with a secret of that password, that was looked through before anything else stands in it. */
async function homeWithSecret(): Promise<AwsPlace> {
  const { home } = await localAws();
  await keep(home, 'kept', password);
  expect(await brokenInvariants(home)).toEqual([]);
  return home;
}

function keep(home: AwsPlace, Name: string, word: string): Promise<unknown> {
  const SecretString = JSON.stringify({ username: 'admin', password: word });
  return home.call('secretsmanager', 'CreateSecret', { Name, SecretString, ClientRequestToken: Name.padEnd(32, '-') }, person);
}

function write(home: AwsPlace, text: string): void {
  home.ssm.putParameter('/written', text);
}

const found = [expect.stringContaining('kept is written down')];

test('a password is found where it is written, as often as anybody looks, until it is gone', async () => {
  const home = await homeWithSecret();
  write(home, `{"password":"${password}"}`);
  for (let look = 0; look < 2; look++) expect(await brokenInvariants(home)).toEqual(found);
  home.ssm.parameters.clear();
  expect(await brokenInvariants(home)).toEqual([]);
});

test('what was harmless until it became a password is found as one', async () => {
  const home = await homeWithSecret();
  write(home, 'said long before');
  expect(await brokenInvariants(home)).toEqual([]);
  await keep(home, 'younger', 'said long before');
  expect(await brokenInvariants(home)).toEqual([expect.stringContaining('younger is written down')]);
});

test('a line that joins a log in the instant of the last one that was looked at is looked at, too', async () => {
  const home = await homeWithSecret();
  const names = { logGroupName: '/log', logStreamName: 'stream' };
  await home.call('logs', 'CreateLogGroup', { logGroupName: '/log' }, person);
  await home.call('logs', 'CreateLogStream', names, person);
  const timestamp = home.clock.now();
  const log = (message: string) => home.call('logs', 'PutLogEvents', { ...names, logEvents: [{ timestamp, message }] }, person);
  await log('nothing');
  expect(await brokenInvariants(home)).toEqual([]);
  await log(`login admin:${password}`);
  expect(await brokenInvariants(home)).toEqual(found);
});

test('a command that says no region is found in what people are told, as often as anybody looks', async () => {
  const home = await homeWithSecret();
  const { TopicArn } = (await home.call('sns', 'CreateTopic', { Name: 'people' }, person)) as { TopicArn: string };
  const tell = (Message: string) => home.call('sns', 'Publish', { TopicArn, Message }, person);
  await tell('type `npx hsm repair production --region us-east-1`');
  expect(await brokenInvariants(home)).toEqual([]);
  await tell('type `npx hsm repair production`');
  for (let look = 0; look < 2; look++) expect(await brokenInvariants(home)).toEqual(['`npx hsm repair production` says no region']);
});
