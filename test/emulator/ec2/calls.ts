import type { AwsPlace } from '../../../emulator/cloud.ts';
import type { EmulatorOptions } from '../../../emulator/emulator.ts';
import { localAws } from '../../local-aws.ts';

const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;

/** Calls EC2 of a local AWS as a person, with names of operations and members as the API has them. */
export async function ec2Of(options: EmulatorOptions = {}) {
  const emulator = await localAws(options);
  return { emulator, home: emulator.home, call: caller(emulator.home) };
}

export function caller(home: AwsPlace) {
  return (operation: string, input: object = {}): Promise<any> => home.call('ec2', operation, input, person);
}

/** A VPC with one subnet, each by its id. */
export async function smallNetwork(call: ReturnType<typeof caller>, CidrBlock = '10.1.0.0/16') {
  const VpcId: string = (await call('CreateVpc', { CidrBlock })).Vpc.VpcId;
  const subnet = { VpcId, CidrBlock: CidrBlock.replace(/\.0\.0\/16$/, '.1.0/24'), AvailabilityZone: 'us-east-1b' };
  const SubnetId: string = (await call('CreateSubnet', subnet)).Subnet.SubnetId;
  return { VpcId, SubnetId };
}
