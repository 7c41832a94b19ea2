import * as z from 'zod/mini';
import { findHosts } from '../core/clients/find-hosts.ts';
import { Host } from '../core/clients/host.ts';
import { mostHosts, Wanted } from '../core/clients/request.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { invalidRequest } from '../core/request/refusals.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), securityGroupId: z.string(), wanted: Wanted, attachSecurityGroup: z.boolean() });
const Output = z.object({
  hosts: z.array(Host),
  /** The hosts that can be reached, by as many as one command takes. */
  batches: z.array(z.object({ name: z.string(), hosts: z.array(z.string()) })),
  /** Hosts without the cluster's security group, where they are to be let in. */
  outside: z.array(z.string()),
});

/** Systems Manager takes so many ids in one command. */
const mostAtOnce = 50;

/** The hosts that are meant, as they are found. */
export const handler = step(Input, Output, async ({ environment: name, securityGroupId, wanted, attachSecurityGroup }) => {
  const hosts = await findHosts(wanted, securityGroupId);
  if (hosts.length === 0) throw noHosts(name, wanted);
  if (hosts.length > mostHosts) throw tooMany(name, hosts.length);
  const reached = hosts.filter(({ problem }) => problem === null).map(({ id }) => id);
  const batches = Array.from({ length: Math.ceil(reached.length / mostAtOnce) }, (_, index) => ({
    name: `${index + 1}`,
    hosts: reached.slice(index * mostAtOnce, (index + 1) * mostAtOnce),
  }));
  return { hosts, batches, outside: attachSecurityGroup ? hosts.filter(({ inGroup }) => inGroup === false).map(({ id }) => id) : [] };
});

function noHosts(name: string, wanted: Wanted): LifecycleError {
  const tags = 'tags' in wanted ? wanted.tags : [];
  return new LifecycleError('NoHostsMatch', {
    doing: 'finding client hosts',
    to: `environment ${name}`,
    problem: `no host that Systems Manager manages in this account and region has ${tags.map((tag) => `the tag ${tag}`).join(' and ')}`,
  });
}

function tooMany(name: string, count: number): LifecycleError {
  const problem = `${count} hosts match, and one run configures ${mostHosts}`;
  const remedy = 'name fewer, by a further tag or by their ids; clients.keepConfigured in the file keeps any number configured';
  return invalidRequest(name, [{ path: 'tags', problem, remedy }]);
}
