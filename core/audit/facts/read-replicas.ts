import { placeIn } from '../../aws/place-in.ts';
import { secretsManager } from '../../aws/secrets-manager.ts';
import { setting } from '../../aws/setting.ts';
import type { EnvironmentFact, ReplicasFact } from './facts.ts';
import { readSecrets } from './read-owners.ts';

/**
 * Which replicas of secrets of here stand in the regions in which files of before have asked for copies, each region once and by pages.
 *
 * @param say reads a region, or says why not
 */
export async function readReplicas(
  environments: EnvironmentFact[],
  home: string,
  say: (what: string, read: () => Promise<ReplicasFact>) => Promise<ReplicasFact | undefined>,
): Promise<ReplicasFact[]> {
  const regions = new Set(environments.flatMap(({ copyRegions = [] }) => copyRegions).filter((region) => region !== home));
  const found: ReplicasFact[] = [];
  for (const region of regions) {
    const one = await say(`replicas of secrets in ${region}`, () => readRegion(region, home));
    if (one) found.push(one);
  }
  return found;
}

async function readRegion(region: string, home: string): Promise<ReplicasFact> {
  const secrets = await readSecrets(secretsManager(placeIn(region)), setting('STAGE'));
  return { region, arns: secrets.filter(({ primaryRegion }) => primaryRegion === home).map(({ arn }) => arn) };
}
