import type { Problem } from '../environment/problem.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { Cluster } from './cluster.ts';
import { deletionCommands } from './deletion-commands.ts';

/** What is refused in every zone alike. */
const notOfZones = /fully activated|limit|quota/i;

/**
 * CloudHSM's words where it refused an HSM for a reason that may be the zone's; undefined for any other error. Regions have zones without
 * CloudHSM, of which AWS publishes neither a list nor the words of the refusal: whatever is refused in one zone is tried in another.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/create-keystore.html,
 * https://github.com/aws-samples/aws-cloudhsm-cloudformation-template/issues/33
 */
export function zoneRefusal(error: unknown): string | undefined {
  if (!(error instanceof LifecycleError) || error.name !== 'RequestRejected') return undefined;
  const cause = error.cause as Error | undefined;
  if (cause?.name !== 'CloudHsmInvalidRequestException' || notOfZones.test(cause.message)) return undefined;
  return cause.message;
}

/** The error of a cluster that gets no further for want of zones. `wanted` as in `an HSM`. */
export function zonesRefused(cluster: Cluster, wanted: string, refused: Map<string, string>): LifecycleError {
  const { certificates } = cluster;
  const keep = certificates.cluster
    ? 'a cluster keeps its subnets, and this one may hold keys: if it holds none,'
    : 'a cluster keeps its subnets:';
  return new LifecycleError('ZonesRefused', {
    doing: 'placing the HSMs',
    to: cluster.clusterId,
    problem: `there is no zone left for ${wanted}: CloudHSM refuses them in ${told(refused)}`,
    remedy: `${keep} delete it (${deletionCommands(cluster)}); then name subnets of other zones in subnetIds and start the workflow again`,
  });
}

/** What an outcome says of the zones that were left out. */
export function zoneWarnings(refused: Map<string, string>): Problem[] {
  if (refused.size === 0) return [];
  const remedy = 'the HSMs are spread over the other zones; for its next cluster, name subnets of zones that take HSMs';
  return [{ path: 'subnetIds', problem: `CloudHSM refused HSMs in ${told(refused)}`, remedy }];
}

function told(refused: Map<string, string>): string {
  return [...refused].map(([zone, why]) => `${zone} (${why})`).join(', ');
}
