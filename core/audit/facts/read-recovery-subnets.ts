import { paginateDescribeSubnets } from '@aws-sdk/client-ec2';
import { ec2 } from '../../aws/ec2.ts';
import { filterBatches } from '../../aws/filter-batches.ts';
import { placeIn } from '../../aws/place-in.ts';
import { recoveryAsked } from '../recovery-asked.ts';
import type { EnvironmentFact, RecoverySubnetsFact } from './facts.ts';

/** Which of the subnets are there in which files want their environments restored, by pages. */
export async function readRecoverySubnets(environments: EnvironmentFact[], home: string): Promise<RecoverySubnetsFact[]> {
  const found: RecoverySubnetsFact[] = [];
  for (const [region, ids] of recoveryAsked(environments, home)) {
    const subnetIds: string[] = [];
    // by a filter EC2 names no subnet that is not there
    for (const Values of filterBatches(ids)) {
      const Filters = [{ Name: 'subnet-id', Values }];
      for await (const { Subnets = [] } of paginateDescribeSubnets({ client: ec2(placeIn(region)) }, { Filters }))
        subnetIds.push(...Subnets.flatMap(({ SubnetId }) => SubnetId ?? []));
    }
    found.push({ region, subnetIds });
  }
  return found;
}
