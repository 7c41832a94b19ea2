import { cloudhsmRegions } from '../../core/regions.ts';
import type { AccountFile, PlaceDeclaration } from '../../emulator/kernel/account.ts';
import { homeOf } from '../../emulator/kernel/home.ts';
import type { PlaceName } from './start.ts';

/** What the account may have, by the parameter that tells the stack of it. */
const quotaOfParameter = { ClusterQuota: 'clusters', HsmQuota: 'hsms', KeyStoreQuota: 'customKeyStores' } as const;

/** What the stack is told of an account that a file describes: its quotas, and the other accounts and regions that audits read too. */
export function parametersFor({ accountId, region, places = [], quotas }: AccountFile): Record<string, string> {
  const accounts = membersOf({ accountId, places });
  const regions = [...new Set(places.flatMap((place) => place.region ?? []))].filter((name) => cloudhsmRegions.includes(name));
  const targets = { accounts, regions: regions.length > 0 && region ? [...new Set([region, ...regions])] : regions };
  return {
    ...quotaParameters(quotas),
    ...(accounts.length + regions.length > 0 && { AuditTargets: JSON.stringify(targets) }),
  };
}

/** Quotas as the stack's parameters. */
export function quotaParameters(quotas: PlaceDeclaration['quotas'] = {}): Record<string, string> {
  const told = Object.entries(quotaOfParameter).flatMap(([name, quota]) => {
    return quotas[quota] === undefined ? [] : [[name, String(quotas[quota])] as const];
  });
  return Object.fromEntries(told);
}

/**
 * An account that has what its stack is told of it, as one has whose quotas were raised: otherwise nobody could rehearse with more.
 *
 * @param also further places of the stack
 */
export function withQuotas(account: AccountFile, parameters: Record<string, string>, also: PlaceName[] = []): AccountFile {
  const told = Object.entries(quotaOfParameter).flatMap(([name, quota]) => {
    const value = parameters[name] ?? '';
    return /^\d+$/.test(value) ? [[quota, Number(value)] as const] : [];
  });
  if (told.length === 0) return account;
  const raised = <Place extends PlaceDeclaration>(place: Place): Place => ({
    ...place,
    quotas: { ...place.quotas, ...Object.fromEntries(told) },
  });
  const home = homeOf(account);
  const at = ({ accountId = home.accountId, region = home.region }: PlaceDeclaration) => `${accountId}/${region}`;
  const meant = new Set(also.map(at));
  const { places = [] } = account;
  const declared = new Set([at(home), ...places.map(at)]);
  const others = also.filter((place) => !declared.has(at(place))).map(raised<PlaceDeclaration>);
  const further = [...places.map((place) => (meant.has(at(place)) ? raised(place) : place)), ...others];
  return { ...raised(account), ...(further.length > 0 && { places: further }) };
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
