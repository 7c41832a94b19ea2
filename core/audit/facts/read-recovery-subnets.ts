import { paginateDescribeSubnets } from '@aws-sdk/client-ec2';
import { ec2 } from '../../aws/ec2.ts';
import { placeIn } from '../../aws/place-in.ts';
import { recoveryAsked } from '../recovery-asked.ts';
import type { EnvironmentFact, RecoverySubnetsFact } from './facts.ts';

/** Which of the subnets are there in which files want their environments restored, by pages. */
export async function readRecoverySubnets(environments: EnvironmentFact[], home: string): Promise<RecoverySubnetsFact[]> {
  const found: RecoverySubnetsFact[] = [];
  for (const [region, ids] of recoveryAsked(environments, home)) {
    const subnetIds: string[] = [];
    // EC2 takes 200 values of a filter, and names no subnet that is not there
    for (let at = 0; at < ids.length; at += 200) {
      const Filters = [{ Name: 'subnet-id', Values: ids.slice(at, at + 200) }];
      for await (const { Subnets = [] } of paginateDescribeSubnets({ client: ec2(placeIn(region)) }, { Filters }))
        subnetIds.push(...Subnets.flatMap(({ SubnetId }) => SubnetId ?? []));
    }
    found.push({ region, subnetIds });
  }
  return found;
}
