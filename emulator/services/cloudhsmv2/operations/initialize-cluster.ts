import type { Operation } from '../../../service/service.ts';
import { transition } from '../../../service/transition.ts';
import { clusterOf, requireState } from '../clusters.ts';
import { checkOwnership } from '../ownership.ts';
import { invalidRequest } from '../refusals.ts';
import { onCluster } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';

interface Input {
  ClusterId: string;
  SignedCert: string;
  TrustAnchor: string;
}

export const initializeCluster: Operation<Input, CloudHsmPlace> = {
  resources: onCluster,
  run({ ClusterId, SignedCert, TrustAnchor }, call) {
    const { place } = call;
    const cluster = clusterOf(call, ClusterId);
    requireState(cluster, 'InitializeCluster', ['UNINITIALIZED']);
    const { hsmCertificate } = cluster.certificates;
    if (!hsmCertificate) throw invalidRequest(`Cluster '${ClusterId}' has no certificate signing request: it needs an ACTIVE HSM`);
    checkOwnership(SignedCert, TrustAnchor, hsmCertificate);
    cluster.state = 'INITIALIZE_IN_PROGRESS';
    cluster.trustAnchor = TrustAnchor;
    transition(place, `initialize ${ClusterId}`, place.duration('initializeCluster', ClusterId), () => {
      cluster.state = 'INITIALIZED';
      cluster.certificates = { clusterCertificate: SignedCert };
    });
    return { State: cluster.state, StateMessage: 'Cluster is initializing. State will change to INITIALIZED upon completion.' };
  },
};
