import { writeFileSync } from 'node:fs';
import type { AccountFile, PlaceDeclaration } from '../emulator/kernel/account.ts';
import { departures, recovering } from './fleet/departures.ts';
import { environment } from './fleet/environment.ts';
import { elsewhere, home, subnetOf, zonesOf } from './fleet/names.ts';
import { plain } from './fleet/plain-cluster.ts';
import { broughtOf, itemsOf } from './fleet/record.ts';

/**
 * Writes examples/fleet.json: 200 clusters in 12 places, of which everything that an audit looks for can be said. Each environment of the home
 * place is named after the one check that it departs from; `payments` departs from none, and can be restored in another region.
 */
const accounts = [home, '210987654321', '310987654321'];
const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'];
const clustersInAll = 200;
let made = 0;

const names = ['payments', ...Object.keys(departures)];
const environments = names.map((name) => {
  const one = environment(name, made++);
  departures[name]?.(one);
  return one;
});
const [payments] = environments;
recovering(payments!);
const idOf = (name: string) => environments[names.indexOf(name)]!.cluster.id;
const copyOf = { backup: 'backup-aaaaaaaaaaa', region: 'us-east-1' };
/** Restored in the region in which its file has it restored. */
const movedHere = { environment: 'environment-moved', item: 'file', clusterId: 'cluster-restored234' };
const tagsOf = (name: string) => ({ 'cloudhsm-lifecycle:environment': name, 'cloudhsm-lifecycle:stage': 'dev' });
/** A drill of this environment was stopped. */
const drilled = { 'cloudhsm-lifecycle:drill': 'drill-failed', 'cloudhsm-lifecycle:stage': 'dev' };
const undeclared = [
  { ...plain('us-east-1', made++) },
  { ...plain('us-east-1', made++), hoursOld: 50, hsms: [{ availabilityZone: 'us-east-1a' }], tags: drilled },
  { ...plain('us-east-1', made++), state: 'CREATE_IN_PROGRESS' as const, hoursOld: 9, hsms: [], backups: [], certificateDaysLeft: null },
];

const others = accounts.flatMap((accountId) => regions.map((region) => ({ accountId, region }))).slice(1);
const standing = environments.filter(({ gone }) => !gone);
const left = clustersInAll - made + environments.length - standing.length;
const places = others.map(({ accountId, region }, index): PlaceDeclaration => {
  const count = Math.floor(left / others.length) + (index < left % others.length ? 1 : 0);
  return {
    accountId,
    region,
    vpcs: vpc(index + 1, region),
    ...(region === 'us-east-1' && { trails: [{ name: 'management-events', multiRegion: true, logging: accountId !== accounts[2] }] }),
    clusters: Array.from({ length: count }, () => plain(region, made++)),
    ...(accountId === home &&
      region === elsewhere && {
        // with what is in its record, the stack is there
        tables: [{ name: 'cloudhsm-lifecycle-dev-EnvironmentsTable-*', items: [broughtOf(payments!), movedHere] }],
        secrets: payments!.secrets,
        backups: [
          { cluster: payments!.cluster.id, hoursOld: 3, copyOf },
          { cluster: idOf('recovery-incomplete'), hoursOld: 3, copyOf },
          { cluster: idOf('copy-stale'), hoursOld: 75, copyOf },
          { cluster: idOf('copy-left'), hoursOld: 99, copyOf, tags: tagsOf('copy-left') },
          { cluster: idOf('copy-failed'), hoursOld: 27, copyOf },
          { cluster: idOf('copy-failed'), hoursOld: 3, state: 'DELETED', copyOf },
        ],
      }),
  };
});

const fleet: AccountFile = {
  accountId: home,
  region: 'us-east-1',
  vpcs: vpc(0, 'us-east-1'),
  trails: [{ name: 'management-events', multiRegion: true }],
  quotas: { clusters: 60, hsms: 100 },
  subscriptions: {
    'cloudhsm-lifecycle-dev-alarms': [{ protocol: 'sqs', endpoint: `arn:aws:sqs:us-east-1:${home}:on-call` }],
  },
  secrets: environments.flatMap(({ secrets }) => secrets),
  alarms: environments.flatMap(({ alarms }) => alarms),
  clusters: [...standing.map(({ cluster }) => cluster), ...undeclared],
  backups: [{ cluster: 'cluster-zzzzzzzzzzz', hoursOld: 900, state: 'PENDING_DELETION', hoursLeft: 40 }],
  tables: [{ name: 'cloudhsm-lifecycle-dev-EnvironmentsTable-*', items: environments.flatMap(itemsOf) }],
  places,
};

writeFileSync('examples/fleet.json', `${JSON.stringify(fleet)}\n`);

function vpc(place: number, region: string): PlaceDeclaration['vpcs'] {
  const subnets = zonesOf(region).map((availabilityZone, zone) => ({ id: subnetOf(place, zone), availabilityZone }));
  return [{ id: `vpc-0${String(place).padStart(2, '0')}00000000000000`, subnets }];
}
