import { nearest } from '../../core/nearest.ts';
import { cloudhsmRegions } from '../../core/regions.ts';
import type { AccountFile } from '../../emulator/kernel/account.ts';
import { homeOf } from '../../emulator/kernel/home.ts';
import { BadOption } from '../exit.ts';

/**
 * The account of a rehearsal, at home in the region that somebody has named.
 *
 * @throws CommandError where AWS has no CloudHSM in it, or the account file is at home elsewhere
 */
export function atHomeIn(region: string | undefined, account: AccountFile | undefined): AccountFile | undefined {
  if (region === undefined) return account;
  if (!cloudhsmRegions.includes(region)) {
    const near = nearest(region, cloudhsmRegions);
    const instead = near ? `did you mean ${near}?` : `there is ${cloudhsmRegions.join(', ')}`;
    throw new BadOption(`--region ${region}: AWS has CloudHSM in no region of that name; ${instead}`);
  }
  const { region: home } = homeOf(account ?? { region });
  if (region !== home)
    throw new BadOption(`--region ${region}: the account of the file is at home in ${home}; give --region ${home} first`);
  return { ...account, region };
}
