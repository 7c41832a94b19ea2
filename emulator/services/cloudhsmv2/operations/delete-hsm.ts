import type { Operation } from '../../../service/service.ts';
import { clusterOf, requireState, takesHsms } from '../clusters.ts';
import { removeHsm } from '../hsms.ts';
import { invalidRequest, notFound } from '../refusals.ts';
import type { CloudHsmPlace } from '../state.ts';

interface Input {
  ClusterId: string;
  HsmId?: string;
  EniId?: string;
  EniIp?: string;
}

export const deleteHsm: Operation<Input, CloudHsmPlace> = {
  run({ ClusterId, HsmId, EniId, EniIp }, call) {
    const cluster = clusterOf(call, ClusterId);
    const [named, ...further] = [HsmId, EniId, EniIp].filter((id) => id !== undefined);
    if (named === undefined || further.length > 0) throw invalidRequest('Exactly one of HsmId, EniId and EniIp is needed');
    const hsm = cluster.hsms.find(({ hsmId, eniId, eniIp }) => HsmId === hsmId || EniId === eniId || EniIp === eniIp);
    if (!hsm) throw notFound('HSM', named);
    if (hsm.state !== 'ACTIVE' && hsm.state !== 'DEGRADED')
      throw invalidRequest(`HSM '${hsm.hsmId}' is ${hsm.state} and cannot be deleted`);
    requireState(cluster, 'DeleteHsm', takesHsms);
    removeHsm(call.place.cloudhsmv2, cluster, hsm);
    return { HsmId: hsm.hsmId };
  },
};
