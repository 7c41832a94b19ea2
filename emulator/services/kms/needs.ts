import type { Measured } from '../../service/metric-sink.ts';
import type { Place } from '../../service/place.ts';
import type { CloudHsmState } from '../cloudhsmv2/state.ts';
import type { Ec2State } from '../ec2/state.ts';
import type { IamState } from '../iam/state.ts';

/** The other services of its place that this one works with. */
export interface KmsNeeds extends Place, Measured {
  readonly cloudhsmv2: Pick<CloudHsmState, 'audit' | 'cluster' | 'report'>;
  readonly ec2: Pick<Ec2State, 'aclsLetThrough' | 'securityGroup' | 'subnet'>;
  readonly iam: Pick<IamState, 'locksOut'>;
}
