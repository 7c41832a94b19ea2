import { describe, expect, it, onTestFinished } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { activeCluster, describeCluster, zones } from './lifecycle.ts';

const TagList = [{ Key: 'stage', Value: 'dev' }];

/** The access key of somebody who may do an action in clusters that have the tag, and what the network asks for beside it. */
function whoMay(aws: Emulator, action: string): string {
  const Condition = { StringEquals: { 'aws:ResourceTag/stage': 'dev' } };
  const roleArn = aws.home.iam.putRole({
    roleName: 'operator',
    assumeRolePolicy: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
    policies: [
      {
        policyName: 'operate',
        policyDocument: {
          Statement: [
            { Effect: 'Allow', Action: action, Resource: '*', Condition },
            { Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
          ],
        },
      },
    ],
  });
  const activity = aws.home.activities.begin(roleArn, 'operate');
  onTestFinished(() => activity.end());
  return activity.credentials.accessKeyId;
}

describe('permissions on clusters', () => {
  it('may hang on the tags of the cluster that gets an HSM', async () => {
    const aws = await localAws();
    const [ours, theirs] = [await activeCluster(aws, { TagList }), await activeCluster(aws)];
    const operator = whoMay(aws, 'cloudhsm:CreateHsm');
    const create = (ClusterId: string) => request(aws, 'cloudhsmv2', 'CreateHsm', { ClusterId, AvailabilityZone: zones[1] }, operator);

    await expect(create(ours)).resolves.toMatchObject({ Hsm: { ClusterId: ours } });
    await expect(create(theirs)).rejects.toMatchObject({ code: 'CloudHsmAccessDeniedException' });
  });

  it('of DeleteHsm take no resource: a condition on its tags denies always', async () => {
    const aws = await localAws();
    const ClusterId = await activeCluster(aws, { TagList });
    const { HsmId } = (await describeCluster(aws, ClusterId)).Hsms[0];
    const operator = whoMay(aws, 'cloudhsm:DeleteHsm');

    const deleted = request(aws, 'cloudhsmv2', 'DeleteHsm', { ClusterId, HsmId }, operator);
    await expect(deleted).rejects.toMatchObject({
      code: 'CloudHsmAccessDeniedException',
      message: expect.stringContaining('on resource: *'),
    });
  });
});
