import { listedAssociations } from '../clients/association.ts';
import { asTarget } from '../clients/request.ts';
import type { Environment } from '../environment/environment.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, warned } from './findings.ts';
import { unlessDenied } from './unless-denied.ts';

/** Whether State Manager keeps hosts configured is changed by `hsm clients` alone, which knows the cluster's settings: until then it goes on as it does. */
export async function checkKeptHosts({ name, clients }: Environment, { intent }: Facts): Promise<Findings> {
  if (intent !== 'provision') return nothing;
  const wanted = clients?.keepConfigured ? clients.tags : undefined;
  const standing = (await listedAssociations(name).catch(unlessDenied)) ?? [];
  const said = (problem: string, remedy: string) => warned({ path: wanted ? 'clients.tags' : 'clients', problem, remedy });
  if (!wanted) {
    const deleting = standing.map(({ id }) => `\`aws ssm delete-association --association-id ${id}\``).join(', ');
    return deleting
      ? said('State Manager goes on keeping hosts configured, which the file asks for no more', `end it (${deleting})`)
      : nothing;
  }
  const asked = JSON.stringify(wanted.map(asTarget));
  if (standing.some(({ targets }) => JSON.stringify(targets) === asked)) return nothing;
  const now = standing.length > 0 ? 'State Manager keeps other hosts configured' : 'State Manager keeps no hosts configured yet';
  return said(`${now}: provisioning leaves that to \`hsm clients\``, `run \`npx hsm clients ${name}\` when the environment stands`);
}
