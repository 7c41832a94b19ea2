import type { PlaceDeclaration, TrailDeclaration } from '../../kernel/account.ts';
import { homeOf } from '../../kernel/home.ts';
import type { Place } from '../../service/place.ts';

export interface CloudTrailPlace extends Place {
  readonly cloudtrail: CloudTrailState;
}

export interface Trail {
  name: string;
  arn: string;
  bucketName: string;
  homeRegion: string;
  multiRegion: boolean;
  logging: boolean;
}

/** What an account has that declares no trail: one, of all regions. */
const usual: TrailDeclaration = { name: 'management-events', multiRegion: true };

/** The trails of an account that a region shows: its own, and those of all regions, which have their home elsewhere. */
export class CloudTrailState {
  readonly trails: readonly Trail[];
  /** All of the account. */
  readonly everywhere: readonly Trail[];

  constructor(place: Place) {
    const { account } = place.kernel;
    const { accountId: homeAccount, region: homeRegion } = homeOf(account);
    const own = [account, ...(account.places ?? [])].filter(({ accountId = homeAccount }) => accountId === place.accountId);
    const declared = own.some(({ trails }) => trails !== undefined) ? own : [{ trails: [usual] } satisfies PlaceDeclaration];
    this.everywhere = declared
      .flatMap(({ region = homeRegion, trails = [] }: PlaceDeclaration) => trails.map((trail) => ({ ...trail, homeRegion: region })))
      .map(({ name, homeRegion: home, multiRegion = false, logging = true }) => ({
        name,
        arn: `arn:${place.partition}:cloudtrail:${home}:${place.accountId}:trail/${name}`,
        bucketName: `aws-cloudtrail-logs-${place.accountId}-${place.random.hex(8, 'trail-bucket', place.accountId, home, name)}`,
        homeRegion: home,
        multiRegion,
        logging,
      }));
    this.trails = this.everywhere.filter(({ homeRegion: home, multiRegion }) => multiRegion || home === place.region);
  }
}
