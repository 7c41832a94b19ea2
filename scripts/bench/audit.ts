import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parametersFor } from '../../cli/local/account-stack.ts';
import { deployMembers } from '../../cli/local/audit-members.ts';
import { deployLocally } from '../../cli/local/deploy.ts';
import { cache, packagedTemplate } from '../../cli/local/packaged.ts';
import { cloudhsmRegions } from '../../core/regions.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { AccountFile, PlaceDeclaration } from '../../emulator/kernel/account.ts';

const regions = cloudhsmRegions.slice(0, 20);
const accounts = 50;
const clustersEach = 4;
const backupsEach = 10;

/** AWS's list prices, us-east-1: a request of S3 that writes, or reads; a metric of GetMetricData; a millisecond of 256 MiB of Lambda; a transition. */
const prices = { put: 5e-6, get: 4e-7, metric: 1e-5, gigabyteSecond: 1.66667e-5, transition: 2.5e-5 };
const functionsEach = 5;
const secondsEach = 2;
const statesEach = 6;

/** What of a place has to be asked at least: one page of each list, and, of a trail, its status. */
const readingOperations = [
  ...['cloudhsmv2:DescribeClusters', 'cloudhsmv2:DescribeBackups', 'ram:ListResources', 'kms:DescribeCustomKeyStores'],
  ...['ec2:DescribeSecurityGroups', 'ec2:DescribeRouteTables', 'logs:DescribeLogGroups', 'cloudtrail:DescribeTrails'],
  ...['cloudtrail:GetTrailStatus', 'cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'],
];

interface AuditFigures {
  places: number;
  clusters: number;
  backups: number;
  /** Requests that read, and how many there have to be at least. */
  reads: number;
  least: number;
  /** Requests for credentials, and to the bucket. */
  roles: number;
  objects: number;
  megabytes: { half: number; all: number; report: number };
  /** USD of one run, as AWS would bill it. */
  cost: number;
}

/** Says what an audit of 1,000 places with 4,000 clusters and 40,000 backups takes. */
export async function benchAudit(say: (what: string, figure: string) => void): Promise<void> {
  const { places, clusters, backups, reads, least, roles, objects, megabytes, cost } = await auditFigures();
  say('audit', `${places} places, ${clusters} clusters, ${backups} backups`);
  say('  requests that read', `${reads}, ${(reads / least).toFixed(2)} times the pages that there are`);
  say('  for roles, and of objects', `${roles}, ${objects}`);
  const memory = [megabytes.half, megabytes.all, megabytes.report].map((one) => one.toFixed(0)).join(', ');
  say('  memory', `${memory} MB at most: half of the places, all, the report`);
  say('  cost of a run', `USD ${cost.toFixed(2)}`);
}

/** With functions in processes of their own. */
async function auditFigures(): Promise<AuditFigures> {
  const account = fleet();
  const emulator = await startEmulator({ cache, account });
  const counts = new Map<string, number>();
  emulator.cloud.kernel.calls.watchers.add(({ operation }) => counts.set(operation, (counts.get(operation) ?? 0) + 1));
  try {
    await deployLocally(emulator, await packagedTemplate(), 'dev', parametersFor(account));
    const members = new Set(account.places!.map(({ accountId = '' }) => accountId));
    await deployMembers(
      emulator,
      [...members].filter((one) => one !== emulator.home.accountId),
    );
    counts.clear();
    const environment = Object.assign({}, ...[...emulator.home.lambda.functions.values()].map((fn) => fn.environment));
    const variables = { ...environment, AWS_ENDPOINT_URL: emulator.url, AWS_REGION: 'us-east-1' };
    const { half, most: all, places } = await inProcess('read', variables);
    const { most: report } = await inProcess('report', variables);
    const sum = (operations: string[]) => operations.reduce((total, operation) => total + (counts.get(operation) ?? 0), 0);
    const [put, get] = [sum(['s3:PutObject']), sum(['s3:GetObject', 's3:ListObjectsV2'])];
    return {
      places,
      clusters: places * clustersEach,
      backups: places * clustersEach * backupsEach,
      reads: sum(readingOperations),
      least: places * readingOperations.length,
      roles: sum(['sts:AssumeRole']),
      objects: put + get,
      megabytes: { half: half / 1e6, all: all / 1e6, report: report / 1e6 },
      cost:
        put * prices.put +
        get * prices.get +
        places * clustersEach * 5 * prices.metric +
        places * functionsEach * secondsEach * 0.25 * prices.gigabyteSecond +
        places * statesEach * prices.transition,
    };
  } finally {
    await emulator.stop();
  }
}

function fleet(): AccountFile {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  const name = (number: number) => Array.from({ length: 11 }, (_, place) => letters[Math.floor(number / 32 ** (10 - place)) % 32]).join('');
  let made = 0;
  const places = Array.from({ length: accounts }, (_, index) => String(100000000000 + index)).flatMap((accountId) =>
    regions.map((region): PlaceDeclaration => {
      const zones = ['a', 'b'].map((letter) => `${region}${letter}`);
      const subnets = zones.map((availabilityZone, zone) => ({ id: `subnet-0000000${zone}`, availabilityZone }));
      return {
        accountId,
        region,
        vpcs: [{ id: 'vpc-00000000', subnets }],
        clusters: Array.from({ length: clustersEach }, () => ({
          id: `cluster-${name(made++)}`,
          hsms: zones.map((availabilityZone) => ({ availabilityZone })),
          backups: Array.from({ length: backupsEach }, (_, day) => ({ hoursOld: 3 + 24 * day })),
        })),
      };
    }),
  );
  const [home, ...others] = places;
  return { ...home!, places: others };
}

async function inProcess(what: 'read' | 'report', variables: NodeJS.ProcessEnv): Promise<{ half: number; most: number; places: number }> {
  const credentials = { AWS_ACCESS_KEY_ID: 'person', AWS_SECRET_ACCESS_KEY: 'secret' };
  const child = spawn(process.execPath, ['--max-old-space-size=160', '--max-semi-space-size=4', 'scripts/bench/audit-worker.ts', what], {
    env: { ...process.env, ...variables, ...credentials },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`the audit of the bench failed:\n${printed}`);
  return JSON.parse(printed.slice(printed.lastIndexOf('{'))) as { half: number; most: number; places: number };
}
