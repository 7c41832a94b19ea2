import type { Caller } from '../../kernel/caller.ts';
import type { Place } from '../../service/place.ts';
import type { CloudHsmState } from '../cloudhsmv2/state.ts';
import type { Ec2State } from '../ec2/state.ts';
import type { KmsState } from '../kms/state.ts';
import type { DataPlaneState } from './settings.ts';

/** What the HSMs' side of the data plane works with. */
export interface DataPlanePlace extends Place {
  /** The same account in another region. */
  elsewhere(region: string): DataPlanePlace;
  /** Asks another service. */
  call(service: string, operation: string, input: unknown, caller: Caller): Promise<unknown>;
  readonly dataPlane: DataPlaneState;
  readonly cloudhsmv2: Pick<CloudHsmState, 'audit' | 'clusters' | 'completeActivation' | 'report'>;
  readonly ec2: Pick<Ec2State, 'aclsLetThrough' | 'securityGroup' | 'subnet'>;
  readonly kms: Pick<KmsState, 'customKeyStores'>;
}
