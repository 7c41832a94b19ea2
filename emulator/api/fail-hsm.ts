import * as z from 'zod';
import type { Cloud } from '../cloud.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { ApiRoute } from './api-route.ts';
import { seconds } from './seconds.ts';

const body = z.strictObject({ replaceAfterSeconds: seconds.optional() });

/**
 * An HSM breaks. CloudHSM replaces it, by a new one at the same ENI and IP: at once, or when so many seconds have passed, to which the
 * clock does not jump, so that the time between can be looked at.
 */
export const failHsm: ApiRoute<z.infer<typeof body>> = {
  method: 'POST',
  path: 'hsms/{hsmId}/fail',
  body,
  answer({ cloud }, { parameters, body: { replaceAfterSeconds } }) {
    const { cloudhsmv2, cluster, hsm } = found(cloud, parameters.hsmId!);
    if (hsm.state === 'DELETE_IN_PROGRESS') throw new AwsError('Conflict', `${hsm.hsmId} is being deleted`, { status: 409 });
    if (replaceAfterSeconds === undefined) cloudhsmv2.failHsm(hsm.eniId);
    else cloudhsmv2.failHsmFor(hsm.eniId, replaceAfterSeconds);
    return { clusterId: cluster.clusterId, hsmId: hsm.hsmId, state: hsm.state };
  },
};

/** @throws AwsError where no account and region has it */
function found(cloud: Cloud, hsmId: string) {
  const all = cloud.places().flatMap(({ cloudhsmv2 }) => {
    const clusters = [...cloudhsmv2.clusters.values()];
    return clusters.flatMap((cluster) => cluster.hsms.map((hsm) => ({ cloudhsmv2, cluster, hsm })));
  });
  const one = all.find(({ hsm }) => hsm.hsmId === hsmId);
  if (one) return one;
  const there = all.map(({ hsm }) => hsm.hsmId).join(', ') || 'none';
  throw new AwsError('NoSuchHsm', `there is no HSM ${hsmId}; there is ${there}`, { status: 404 });
}
