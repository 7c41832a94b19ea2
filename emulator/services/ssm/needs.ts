import type { Place } from '../../service/place.ts';
import type { Ec2State } from '../ec2/state.ts';
import type { IamState } from '../iam/state.ts';

/** The other services of its place that this one works with. */
export interface SsmNeeds extends Place {
  readonly ec2: Pick<Ec2State, 'instances' | 'networkInterfaces' | 'unreachable'>;
  readonly iam: Pick<IamState, 'putRole'>;
}
