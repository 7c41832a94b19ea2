import { cloudhsmRegions } from '../../core/regions.ts';
import type { AccountFile, PlaceDeclaration } from '../../emulator/kernel/account.ts';
import { homeOf } from '../../emulator/kernel/home.ts';

/** What the stack is told of an account that a file describes: its quotas, and the other accounts and regions that audits read too. */
export function parametersFor({ accountId, region, places = [], quotas = {} }: AccountFile): Record<string, string> {
  const accounts = membersOf({ accountId, places });
  const regions = [...new Set(places.flatMap((place) => place.region ?? []))].filter((name) => cloudhsmRegions.includes(name));
  const targets = { accounts, regions: regions.length > 0 && region ? [...new Set([region, ...regions])] : regions };
  return {
    ...(quotas.clusters !== undefined && { ClusterQuota: String(quotas.clusters) }),
    ...(quotas.hsms !== undefined && { HsmQuota: String(quotas.hsms) }),
    ...(quotas.customKeyStores !== undefined && { KeyStoreQuota: String(quotas.customKeyStores) }),
    ...(accounts.length + regions.length > 0 && { AuditTargets: JSON.stringify(targets) }),
  };
}

/** Other accounts that the file describes. */
export function membersOf({ places = [], ...own }: AccountFile): string[] {
  const home = homeOf(own).accountId;
  return [...new Set(places.flatMap(({ accountId }) => accountId ?? []))].filter((account) => account !== home);
}

/** Other regions of the home account in which the file says what is on record, which needs the stack. */
export function stacksOf({ accountId: home, places = [] }: AccountFile): { region: string }[] {
  const own = ({ accountId = home, tables = [] }: PlaceDeclaration) => accountId === home && tables.length > 0;
  return places.filter(own).flatMap(({ region }) => (region ? { region } : []));
}
