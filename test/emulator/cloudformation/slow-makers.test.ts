import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { body, cloudFormation, maker, queue } from './stacks.ts';

/** Fails twice, so that Lambda asks it again minutes later, and then answers as the size that it is asked for says. */
const Resources = maker(`if (RequestType === 'Delete') return send(event, context, 'SUCCESS');
  globalThis.asked = (globalThis.asked ?? 0) + 1;
  if (globalThis.asked % 3 > 0) throw new Error('not yet');
  return send(event, context, ResourceProperties.Size === 'none' ? 'FAILED' : 'SUCCESS', { Name: 'after' }, 'made');`);

const made = (Size: string) => ({ Type: 'Custom::Made', Properties: { ServiceToken: { 'Fn::GetAtt': 'Maker.Arn' }, Size } });
const StackName = 'slow';
const taken = { StackName: 'other', TemplateBody: body({ Taken: queue('taken') }) };

/** A template with something slow before everything else. */
const slow = (Size: string, more: object) => ({
  StackName,
  Capabilities: ['CAPABILITY_IAM'],
  TemplateBody: body({ ...Resources, Made: made(Size), ...more }),
});

/** What became of resources and the stack, the first first. */
async function became(ask: ReturnType<typeof cloudFormation>, ...statuses: string[]): Promise<string[]> {
  const { StackEvents } = await ask('DescribeStackEvents', { StackName });
  return StackEvents.toReversed()
    .filter(({ ResourceStatus }: any) => statuses.includes(ResourceStatus))
    .map(({ LogicalResourceId }: any) => LogicalResourceId);
}

const statusOf = async (ask: ReturnType<typeof cloudFormation>) => (await ask('DescribeStacks', { StackName })).Stacks[0];

describe('while a function makes a resource,', () => {
  it('what does not depend on it comes up, and what does waits', async () => {
    const ask = cloudFormation(await localAws());
    const After = queue({ 'Fn::GetAtt': 'Made.Name' });
    await ask('CreateStack', slow('1', { After, Later: queue('later') }));
    expect(await became(ask, 'CREATE_COMPLETE')).toEqual(['MakerRole', 'Maker', 'Later', 'Made', 'After', StackName]);
  });

  it('an update makes and changes the others', async () => {
    const ask = cloudFormation(await localAws());
    await ask('CreateStack', slow('1', { First: queue('first') }));
    await ask('UpdateStack', slow('2', { First: queue('first', { DelaySeconds: 5 }), Second: queue('second') }));
    expect(await became(ask, 'UPDATE_COMPLETE')).toEqual(['First', 'Made', StackName]);
    expect((await became(ask, 'CREATE_COMPLETE', 'UPDATE_COMPLETE')).slice(-4)).toEqual(['First', 'Second', 'Made', StackName]);
  });

  it('nothing more is begun once another has failed, and what it makes goes with the rest', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const from = aws.home.clock.now();
    await ask(
      'CreateStack',
      slow('1', { Later: queue('later'), Taken: queue({ 'Fn::GetAtt': 'Later.QueueName' }), Never: queue('never') }),
    );
    expect(await became(ask, 'CREATE_COMPLETE')).toEqual(['MakerRole', 'Maker', 'Later', 'Made']);
    expect(aws.home.clock.now() - from).toBeGreaterThan(180_000);
    expect(await became(ask, 'DELETE_COMPLETE')).toEqual(['Later', 'Made', 'Maker', 'MakerRole']);
    expect((await statusOf(ask)).StackStatus).toBe('ROLLBACK_COMPLETE');
  });

  it('all that failed is named', async () => {
    const ask = cloudFormation(await localAws());
    await ask('CreateStack', taken);
    await ask('CreateStack', { ...slow('none', { Taken: queue('taken') }), OnFailure: 'DO_NOTHING' });
    expect(await statusOf(ask)).toMatchObject({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: 'The following resource(s) failed to create: [Taken, Made]. ',
    });
  });

  it('all that failed of an update is named by what was to become of it', async () => {
    const ask = cloudFormation(await localAws());
    await ask('CreateStack', taken);
    await ask('CreateStack', slow('1', {}));
    await ask('UpdateStack', slow('none', { Taken: queue('taken') }));
    const { StackEvents } = await ask('DescribeStackEvents', { StackName });
    expect(StackEvents.find(({ ResourceStatus }: any) => ResourceStatus === 'UPDATE_ROLLBACK_IN_PROGRESS').ResourceStatusReason).toBe(
      'The following resource(s) failed to create: [Taken]. The following resource(s) failed to update: [Made]. ',
    );
  });
});
