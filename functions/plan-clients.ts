import * as z from 'zod/mini';
import { clientSettings, clientVersion } from '../core/clients/client-settings.ts';
import { ClientsRequest, Wanted } from '../core/clients/request.ts';
import { requireActivated } from '../core/cloudhsm/activated.ts';
import type { Cluster } from '../core/cloudhsm/cluster.ts';
import { requireCluster } from '../core/cloudhsm/environment-cluster.ts';
import { requireLife } from '../core/cloudhsm/life.ts';
import { requireWorkingHsm } from '../core/cloudhsm/none-works.ts';
import { readSecretText } from '../core/credentials/read-password.ts';
import type { Environment } from '../core/environment/environment.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { recordWithFile } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { invalidRequest } from '../core/request/refusals.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, request: ClientsRequest, now: z.iso.datetime() });
const Output = z.object({
  clusterId: z.string(),
  securityGroupId: z.string(),
  parameters: z.record(z.string(), z.string()),
  wanted: Wanted,
});

const doing = 'configuring client hosts';

/** Which hosts are meant, what runs there, and with which settings. */
export const handler = step(Input, Output, async ({ environment: name, lease, request, now }) => {
  await holdLeaseAgain(lease, now);
  const { environment, clusterId, trustAnchor } = await recordWithFile(name);
  const version = clientVersion(environment);
  const wanted = wantedHosts(environment, request);
  const cluster = await requireCluster(name, clusterId);
  requireLife(cluster);
  requireActivated(cluster, { doing, whatFor: 'and no host can log in yet' });
  if (trustAnchor) requireWorkingHsm(cluster, environment, { doing, whatFor: 'which hosts could reach' });
  else throw notOnRecord(cluster);
  return {
    clusterId: cluster.clusterId,
    securityGroupId: cluster.securityGroupId,
    parameters: clientSettings(cluster, environment, version, await readSecretText(trustAnchor.secretArn)),
    wanted,
  };
});

function wantedHosts({ name, clients }: Environment, { tags, hosts }: ClientsRequest): Wanted {
  if (hosts && tags) {
    const problem = 'hosts and tags are both given';
    throw invalidRequest(name, [{ path: 'hosts', problem, remedy: 'give one of them' }]);
  }
  if (hosts) return { ids: [...new Set(hosts)] };
  const meant = tags ?? clients?.tags;
  if (meant) return { tags: meant };
  const problem = 'neither the request nor the file says which hosts are meant';
  throw invalidRequest(name, [
    {
      path: 'clients.tags',
      problem,
      remedy: `\`npx hsm clients ${name} --targets tag:Role=payments\` says it, or clients.tags in the file`,
    },
  ]);
}

function notOnRecord({ clusterId }: Cluster): LifecycleError {
  return new LifecycleError('EnvironmentIncomplete', {
    doing,
    to: clusterId,
    problem: 'the record knows no trust anchor of it',
    remedy: 'provision the environment once: that puts it on record; then start the workflow again',
  });
}
