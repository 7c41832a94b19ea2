import type { Cluster } from '../../../core/cloudhsm/cluster.ts';
import type { Hsm } from '../../../core/cloudhsm/hsm.ts';
import { clusterTags } from '../../../core/cloudhsm/tags.ts';
import { environment } from '../environments.ts';

export function hsm(zone: string, state = 'ACTIVE'): Hsm {
  return { hsmId: `hsm-${zone}`, eniId: `eni-${zone}`, ip: '', availabilityZone: zone, state, stateMessage: '' };
}

/** A cluster as a plan finds it: ACTIVE, tagged as its file says, with an HSM in each of these zones. It wants STAGE. */
export function clusterOf(zones: string[]): Cluster {
  return {
    clusterId: 'cluster-aaaaaaaaaaa',
    state: 'ACTIVE',
    stateMessage: '',
    hsmType: 'hsm2m.medium',
    mode: 'FIPS',
    securityGroupId: '',
    vpcId: '',
    subnetMapping: {},
    backupRetentionDays: 90,
    hsms: zones.map((zone) => hsm(zone)),
    tags: clusterTags(environment()),
    certificates: { csr: undefined, hsm: undefined, awsHardware: undefined, manufacturerHardware: undefined, cluster: 'signed' },
  };
}
