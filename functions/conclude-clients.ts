import * as z from 'zod/mini';
import { Clients, Host, HostOutcome } from '../core/clients/host.ts';
import { boundedCause, LifecycleError } from '../core/errors/lifecycle-error.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  clusterId: z.string(),
  securityGroupId: z.string(),
  version: z.string(),
  hosts: z.array(Host),
  /** Of each batch. */
  outcomes: z.array(z.union([HostOutcome, z.array(HostOutcome)])),
  attached: z.array(z.string()),
  refused: z.array(z.object({ id: z.string(), why: z.string() })),
  association: z.nullable(z.string()),
});
const Output = z.object({ clusterId: z.string(), clients: Clients });

/** What each host has and what was changed; or which are not configured, and why. */
export const handler = step(Input, Output, async (input) => {
  const { environment, clusterId, securityGroupId, version, hosts, outcomes, attached, refused, association } = input;
  const told = hosts.map((host) => {
    const outcome = outcomes.flat().find(({ id }) => id === host.id);
    const inGroup = attached.includes(host.id) || host.inGroup;
    const why = refused.find(({ id }) => id === host.id)?.why;
    const outside = inGroup === false ? `; it does not have the cluster's security group ${securityGroupId}${why ? ` (${why})` : ''}` : '';
    const problem = outcome ? outcome.problem : (host.problem ?? 'nothing is known of it');
    return { ...host, changed: outcome?.changed ?? [], found: outcome?.found ?? [], inGroup, problem: problem && `${problem}${outside}` };
  });
  const failed = told.filter(({ problem }) => problem !== null);
  if (failed.length > 0) throw notConfigured(environment, securityGroupId, told.length, failed);
  return {
    clusterId,
    clients: {
      version,
      hosts: told.map(({ id, platform, inGroup, changed, found }) => ({ id, platform, inGroup, changed, found })),
      attached,
      association,
    },
  };
});

function notConfigured(
  environment: string,
  securityGroupId: string,
  all: number,
  failed: { id: string; platform: string; problem: string | null; inGroup: boolean | null }[],
): LifecycleError {
  const outside = failed.some(({ inGroup }) => inGroup === false);
  const ids = failed.map(({ id }) => id);
  const letIn = outside ? `\`--attach-security-group\` with the same hosts lets them in (${securityGroupId}); ` : '';
  const details = {
    doing: 'configuring client hosts',
    to: `environment ${environment}`,
    problem: boundedCause(
      `${failed.length} of ${all} hosts ${failed.length === 1 ? 'is' : 'are'} not configured. ${failed.map(({ id, platform, problem }) => `${id} (${platform}): ${problem}`).join('. ')}`,
    ),
    remedy: `mend what is said of each host, then start the workflow again, for all hosts or for ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ' …' : ''} alone: hosts that are configured stay as they are. ${letIn}hosts that are gone are left out by naming the others`,
  };
  return new LifecycleError('HostsNotConfigured', details);
}
