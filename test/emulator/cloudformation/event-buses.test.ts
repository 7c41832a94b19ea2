import { expect, it } from 'vitest';
import { arn, person, standing } from './stacks.ts';

const bus = (more: object = {}) => ({ Type: 'AWS::Events::EventBus', Properties: { Name: 'orders', ...more } });
const statement = (properties: object) => ({
  Type: 'AWS::Events::EventBusPolicy',
  Properties: { EventBusName: { Ref: 'Bus' }, StatementId: 'others', ...properties },
});
const rule = (more: object = {}) => ({
  Type: 'AWS::Events::Rule',
  Properties: { Name: 'all', EventBusName: { Ref: 'Bus' }, EventPattern: { source: ['shop'] }, ...more },
});
const Outputs = {
  Bus: { Value: { Ref: 'Bus' } },
  Arn: { Value: arn('Bus') },
  Rule: { Value: { Ref: 'Rule' } },
  RuleArn: { Value: arn('Rule') },
};

it('a bus, its policy and its rules are made, changed and deleted', async () => {
  const byParts = statement({ Action: 'events:PutEvents', Principal: '210987654321' });
  const before = { Bus: bus({ Description: 'before', Tags: [{ Key: 'team', Value: 'a' }] }), Others: byParts, Rule: rule() };
  const { home, ask, update, status } = await standing(before, { Outputs });
  const { Stacks } = await ask('DescribeStacks', { StackName: 'post' });
  const outputs = Object.fromEntries(Stacks[0].Outputs.map((one: any) => [one.OutputKey, one.OutputValue]));
  expect(outputs).toEqual({
    Bus: 'orders',
    Arn: 'arn:aws:events:us-east-1:123456789012:event-bus/orders',
    Rule: 'orders|all',
    RuleArn: 'arn:aws:events:us-east-1:123456789012:rule/orders/all',
  });
  const look = async () => {
    const { Description, Policy } = (await home.call('events', 'DescribeEventBus', { Name: 'orders' }, person)) as any;
    return [Description, Policy && JSON.parse(Policy).Statement.map(({ Sid, Principal }: any) => [Sid, Principal])];
  };
  expect(await look()).toEqual(['before', [['others', { AWS: 'arn:aws:iam::210987654321:root' }]]]);

  const whole = statement({ Statement: { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: arn('Bus') } });
  await update({ Bus: bus({ Description: 'after' }), Others: whole, Rule: rule({ State: 'DISABLED' }) }, { Outputs });
  expect(await status()).toBe('UPDATE_COMPLETE');
  expect(await look()).toEqual(['after', [['others', '*']]]);
  expect(home.events.rules.get('all', 'orders').state).toBe('DISABLED');
  expect([...home.events.tags.of(outputs.Arn)]).toEqual([]);

  await update({ Bus: bus() }, {}, { ClientRequestToken: 'again' });
  expect(await look()).toEqual(['', undefined]);
  await ask('DeleteStack', { StackName: 'post' });
  expect(home.events.buses.all.map(({ name }) => name)).toEqual(['default']);
});

it('rules of one name stand on buses of their own', async () => {
  const { home } = await standing({ Bus: bus(), Rule: rule(), Usual: rule({ EventBusName: undefined }) });
  expect([home.events.buses.get().rules.has('all'), home.events.buses.get('orders').rules.has('all')]).toEqual([true, true]);
});

it('a schedule on a bus of its own is refused in the words of AWS', async () => {
  const { update } = await standing({ Bus: bus() });
  const events = await update({ Bus: bus(), Rule: rule({ EventPattern: undefined, ScheduleExpression: 'rate(1 day)' }) });
  expect(JSON.stringify(events)).toContain('ScheduleExpression is supported only on the default event bus.');
});
