import type { Place } from '../../service/place.ts';
import type { IamState } from '../iam/state.ts';
import type { LambdaState } from '../lambda/state.ts';

/** The other services of its place that this one works with. */
export interface SecretsManagerNeeds extends Place {
  readonly iam: Pick<IamState, 'resourcePolicies'>;
  readonly lambda: Pick<LambdaState, 'has'>;
}
