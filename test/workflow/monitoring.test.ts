import { expect, test } from 'vitest';
import { request } from '../local-aws.ts';
import { type Deployment, deployed, sharedDeployment } from './deployment.ts';
import { production } from './environment-file.ts';

const prefix = 'cloudhsm-lifecycle/dev/production/';

/** In which nothing is provisioned. */
const empty = sharedDeployment({ byTheClock: true });

const silent = 'cloudhsm-lifecycle-dev-health-silent';

/** What of the environment is in a state, without what all names begin with. */
async function inState({ emulator }: Deployment, StateValue: string): Promise<string[]> {
  const asked = { AlarmNamePrefix: prefix, StateValue, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] };
  const { MetricAlarms, CompositeAlarms } = await request(emulator, 'cloudwatch', 'DescribeAlarms', asked);
  return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }: any) => AlarmName.slice(prefix.length));
}

const subjects = ({ home, stack }: Deployment) => home.sns.messages(stack.resources.AlarmTopic!.arn!).map(({ subject }) => subject);

test('an HSM that fails raises its alarm and tells people; its replacement clears it, and nothing else was told', async () => {
  const deployment = await deployed();
  const { home } = deployment;
  expect((await deployment.run(production)).status).toBe('SUCCEEDED');
  await home.clock.advance(3600);
  expect(await inState(deployment, 'ALARM')).toEqual([]);
  expect(await inState(deployment, 'INSUFFICIENT_DATA')).toEqual([]);
  // a new alarm that finds its first data says that it is OK; until the first look of all, nobody had looked
  expect(subjects(deployment).filter((subject) => !subject?.startsWith('OK: '))).toEqual([`ALARM: "${silent}" in us-east-1`]);
  const told = subjects(deployment).length;

  const [cluster] = home.cloudhsmv2.clusters.values();
  home.cloudhsmv2.failHsmFor(cluster!.hsms[1]!.eniId, 3600);
  await home.clock.advance(1800);
  expect(await inState(deployment, 'ALARM')).toEqual(['hsm-unhealthy', 'not-as-asked', 'environment']);
  const alarm = `ALARM: "${prefix}hsm-unhealthy" in us-east-1`;
  expect(subjects(deployment).slice(told)).toEqual([alarm, `ALARM: "${prefix}not-as-asked" in us-east-1`]);

  await home.clock.advance(7200);
  expect(await inState(deployment, 'ALARM')).toEqual([]);
  expect(
    subjects(deployment)
      .slice(told + 2)
      .toSorted(),
  ).toEqual([`OK: "${prefix}hsm-unhealthy" in us-east-1`, `OK: "${prefix}not-as-asked" in us-east-1`]);

  // run again, it changes nothing that stands
  const { AlarmHistoryItems: before } = await request(deployment.emulator, 'cloudwatch', 'DescribeAlarmHistory', {
    HistoryItemType: 'ConfigurationUpdate',
  });
  expect((await deployment.run({ environment: 'production', hsms: 2 }, 'scale')).status).toBe('SUCCEEDED');
  const { AlarmHistoryItems: after } = await request(deployment.emulator, 'cloudwatch', 'DescribeAlarmHistory', {
    HistoryItemType: 'ConfigurationUpdate',
  });
  expect(after).toEqual(before);

  // the lines of the audit log are counted
  home.cloudhsmv2.audit(cluster!, cluster!.hsms, { opcode: 'CN_CREATE_CO', user: { username: 'mallory', role: 'admin' } });
  home.cloudhsmv2.audit(cluster!, cluster!.hsms, { opcode: 'CN_CHANGE_PSWD', user: { username: 'kmsuser', role: 'crypto-user' } });
  await home.clock.advance(300);
  expect(await inState(deployment, 'ALARM')).toEqual(['admin-created', 'environment']);

  // so is a key store that somebody disconnects
  const [store] = home.kms.customKeyStores.values();
  await request(deployment.emulator, 'kms', 'DisconnectCustomKeyStore', { CustomKeyStoreId: store!.id });
  await home.clock.advance(1800);
  expect(await inState(deployment, 'ALARM')).toEqual(['key-store-not-connected', 'not-as-asked', 'environment']);
});

test('people are told of calls that can lose keys, unless a role of this deployment made them', async () => {
  const { home, stack } = empty();
  const toldBefore = home.sns.messages(stack.resources.AlarmTopic!.arn!).length;
  const role = stack.resources.RemoveCreatedFunctionRole!.arn!;
  const call = (eventSource: string, eventName: string, userIdentity: object) =>
    home.events.emit({
      source: eventSource.replace(/(\w+)\.amazonaws\.com/, 'aws.$1'),
      detailType: 'AWS API Call via CloudTrail',
      detail: { eventSource, eventName, userIdentity, sourceIPAddress: '192.0.2.1', eventID: 'e-1' },
    });
  const inRole = (arn: string) => ({ type: 'AssumedRole', arn: `${arn}/session`, sessionContext: { sessionIssuer: { arn } } });
  call('cloudhsm.amazonaws.com', 'DeleteHsm', inRole(role));
  call('cloudhsm.amazonaws.com', 'DeleteBackup', inRole('arn:aws:iam::123456789012:role/intern'));
  call('kms.amazonaws.com', 'ScheduleKeyDeletion', { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/mallory' });
  call('cloudhsm.amazonaws.com', 'DescribeClusters', { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/mallory' });
  await home.clock.idle();

  const told = home.sns
    .messages(stack.resources.AlarmTopic!.arn!)
    .slice(toldBefore)
    .map(({ message }) => message);
  expect(told.toSorted()).toEqual([
    expect.stringContaining('arn:aws:iam::123456789012:role/intern/session has called DeleteBackup in us-east-1 from 192.0.2.1'),
    expect.stringContaining('arn:aws:iam::123456789012:user/mallory has called ScheduleKeyDeletion'),
  ]);
});

test('who looks at the environments is watched too: after 15 minutes of silence its alarm goes off', async () => {
  const deployment = empty();
  const { home, emulator, stack } = deployment;
  const state = async () => {
    const { MetricAlarms } = await request(emulator, 'cloudwatch', 'DescribeAlarms', { AlarmNames: [silent] });
    return MetricAlarms[0].StateValue;
  };
  await home.clock.advance(1800);
  expect(await state()).toBe('OK');

  await request(emulator, 'events', 'DisableRule', { Name: stack.resources.HealthSchedule!.physicalId });
  await home.clock.advance(600);
  expect(await state()).toBe('OK');
  await home.clock.advance(900);
  expect(await state()).toBe('ALARM');
  expect(subjects(deployment).at(-1)).toBe(`ALARM: "${silent}" in us-east-1`);
});
