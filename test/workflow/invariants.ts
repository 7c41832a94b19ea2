import { drillTag } from '../../core/cloudhsm/drill-cluster.ts';
import { environmentTag, executionTag } from '../../core/cloudhsm/tags.ts';
import { type ErrorName, errorNames, errorTable } from '../../core/errors/error-table.ts';
import { keyTag } from '../../core/key-store/kms-key.ts';
import type { AwsPlace } from '../../emulator/cloud.ts';
import type { Cluster, Hsm } from '../../emulator/services/cloudhsmv2/cluster.ts';
import type { Execution } from '../../emulator/services/states/execution.ts';
import { EndedRuns, environmentNamedBy, isBody, requested } from './ended-runs.ts';
import { OncePerThing } from './once-per-thing.ts';
import { allItems, type Item, type RecordedItem, recorded, recordedItems } from './record.ts';
import { secretValues } from './secrecy.ts';
import { newlyWritten } from './written.ts';

/** One kind of promise: what breaks it in this home, in its tables and by what has ended in it, each in words. */
type Invariant = (home: AwsPlace, items: Item[], runs: EndedRuns) => string[];

const invariants: Invariant[] = [
  oneOfEachThing,
  noMoreHsmsThanAskedFor,
  namedEnds,
  everyoneTold,
  commandsSayWhere,
  billedThingsNamed,
  nothingDeletedThatMustStay,
  drillsTidyUp,
  liveKeyStoresUntouched,
  noSecretWrittenDown,
  freeLeases,
  notesOnlyOfWhatIsUnresolved,
  noCallOutsideOfRoles,
];

/**
 * What holds whenever nothing runs, whatever was done to AWS meanwhile: docs/architecture.md, Invariants.
 *
 * @returns each one that is broken, in words; empty where all of them hold
 */
export async function brokenInvariants(home: AwsPlace): Promise<string[]> {
  const items = await allItems(home);
  const runs = new EndedRuns(home);
  return invariants.flatMap((invariant) => invariant(home, items, runs));
}

/** At most one cluster for each environment, one key store for each cluster, and one key for each declared key. */
function oneOfEachThing(home: AwsPlace): string[] {
  const stores = [...home.kms.customKeyStores.values()].map(({ clusterId }) => clusterId);
  const keys = [...home.kms.keys.values()]
    .filter(({ tags, deletionDate }) => tags.has(keyTag) && !deletionDate)
    .map(({ tags }) => `${tags.get(environmentTag)} ${tags.get(keyTag)}`);
  return [
    ...repeated(clustersOfOurs(home).map(environmentOf)).map((name) => `environment ${name} has more than one cluster`),
    ...repeated(stores).map((id) => `${id} has more than one key store`),
    ...repeated(keys).map((key) => `there is more than one key ${key}`),
  ];
}

/** HSMs are counted by ENI: CloudHSM may put a new one in the place of an old one. */
function noMoreHsmsThanAskedFor(home: AwsPlace): string[] {
  const mostAskedFor = mostHsmsAskedFor(home);
  return clustersOfOurs(home).flatMap((cluster) => {
    const alive = new Set(aliveHsms(cluster).map(({ eniId }) => eniId)).size;
    const asked = mostAskedFor.get(environmentOf(cluster)) ?? 0;
    return alive > asked ? [`environment ${environmentOf(cluster)} has ${alive} HSMs, and ${asked} were asked for`] : [];
  });
}

const notFinal = /nothing is to be done|(is|are) (tried|asked|looked for) again|tries again by itself/;

/** What people start ends SUCCEEDED, or FAILED with an error of the table and a remedy that is one. */
function namedEnds(_home: AwsPlace, _items: Item[], runs: EndedRuns): string[] {
  return runs.all.flatMap(({ arn, machine, status, error, cause = '' }) => {
    if (machine.name.endsWith('report-failure')) return status === 'SUCCEEDED' ? [] : [`the report ${arn} ended ${status}: ${cause}`];
    if (status !== 'FAILED' || isBody(machine.name)) return [];
    return [
      ...((errorNames as string[]).includes(error ?? '') ? [] : [`${arn} failed with ${error}, which is in no table: ${cause}`]),
      ...(/ Remedy: ./.test(cause) ? [] : [`the cause of ${arn} has no remedy: ${cause}`]),
      ...(notFinal.test(cause) ? [`the cause of ${arn} says that it goes on, and it does not: ${cause}`] : []),
    ];
  });
}

/** Programs and people are told how each run ended. */
function everyoneTold(home: AwsPlace, _items: Item[], runs: EndedRuns): string[] {
  const lost = home.events.deliveries.failed.map(({ targetArn, errorMessage }) => `an event did not reach ${targetArn}: ${errorMessage}`);
  const untold = runs.ownRuns.flatMap((run) => {
    const last = runs.eventsAbout(run).at(-1)?.['detail-type'];
    // a redriven execution is told of twice; the last word counts
    const right = run.status === 'SUCCEEDED' ? /^(Environment (Ready|Changed|Waiting)|Audit Completed)$/ : /^Environment Failed$/;
    return [
      ...(right.test(last ?? '') ? [] : [`programs are told ${last} of ${run.arn}, which ended ${run.status}`]),
      ...(runs.isToldOf(run) || nothingNew(run) ? [] : [`people are told nothing of ${run.arn}`]),
    ];
  });
  return [...lost, ...untold];
}

/** Whoever follows a command to the letter comes to the environment that it is about, and to none of that name elsewhere. */
function commandsSayWhere(home: AwsPlace, _items: Item[], runs: EndedRuns): string[] {
  const messages = [...home.sns.topics.values()].flatMap((topic) => topic.messages);
  const reports = [...home.s3.buckets.values()]
    .flatMap((bucket) => bucket.objects.current())
    .filter(({ key }) => key.startsWith('reports/'));
  const lines = [
    ...runs.entries.flatMap((run) => ofRuns.of(run, run.redriveCount)),
    ...messages.flatMap((message) => ofMessages.of(message)),
    ...reports.flatMap(({ body }) => ofReports.of(body)),
  ];
  return [...new Set(lines)].map((line) => `\`${line}\` says no region`);
}

const ofRuns = new OncePerThing(({ cause = '', output = '' }: Execution) => commandsWithoutRegion(`${cause}\n${output}`));
const ofMessages = new OncePerThing(({ message }: { message: string }) => commandsWithoutRegion(message));
const ofReports = new OncePerThing((body: Buffer) => commandsWithoutRegion(body.toString()));

function commandsWithoutRegion(text: string): string[] {
  const commands = text.match(/(?<=[`"])(?:npx hsm (?!emulator\b|validate\b)|npx serverless deploy |aws )[^`"]+/g) ?? [];
  return commands.filter((line) => !line.includes(' --region '));
}

/** An audit tells people what is new, and nothing where nothing is; copies are told where they fail. */
function nothingNew({ status, output = '' }: Execution): boolean {
  return status === 'SUCCEEDED' && /"intent":"(audit|copy-backups)"/.test(output);
}

/** Every HSM that stands after a failure is billed: the cause or a notice names it. */
function billedThingsNamed(home: AwsPlace, _items: Item[], runs: EndedRuns): string[] {
  return runs.latest.flatMap((run) => {
    if (run.status === 'SUCCEEDED' || ['bad input', 'held'].includes(errorTable[run.error as ErrorName]?.kind)) return [];
    const words = [run.cause ?? '', ...runs.noticesAbout(run), JSON.stringify(runs.eventsAbout(run))].join('\n');
    const unnamed = clustersOfOurs(home)
      .filter((cluster) => environmentOf(cluster) === environmentNamedBy(run))
      .flatMap(aliveHsms)
      .filter(({ hsmId, eniId }) => !words.includes(hsmId) && !words.includes(eniId));
    if (unnamed.length === 0) return [];
    return [
      `${run.arn} ended ${run.status}, and nobody is told what stands and is billed: ${unnamed.map(({ hsmId }) => hsmId).join(', ')}`,
    ];
  });
}

/** No role deletes the last READY backup of a cluster, a cluster with keys in use, or anything that is not tagged as ours. */
function nothingDeletedThatMustStay(home: AwsPlace): string[] {
  const clusters = [...home.cloudhsmv2.clusters.values()];
  const gone = clusters.filter(({ state }) => state === 'DELETED' || state === 'DELETE_IN_PROGRESS').map(({ clusterId }) => clusterId);
  const deletes = /^cloudhsmv2:Delete(Cluster|Hsm|Backup)$/;
  const byRoles = home.calls.requests.filter(({ letIn, caller, operation }) => letIn && caller.kind === 'role' && deletes.test(operation));
  const touched = byRoles
    .filter(({ operation }) => operation !== 'cloudhsmv2:DeleteBackup')
    .map(({ input }) => (input as { ClusterId: string }).ClusterId);
  const deleted = byRoles
    .filter(({ operation }) => operation === 'cloudhsmv2:DeleteCluster')
    .map(({ input }) => (input as { ClusterId: string }).ClusterId);
  const backups = byRoles
    .filter(({ operation }) => operation === 'cloudhsmv2:DeleteBackup')
    .map(({ input }) => home.cloudhsmv2.backups.get((input as { BackupId: string }).BackupId)?.clusterId);
  // clusters that are long gone are not known any more
  const own = new Set(clusters.filter(({ tags }) => !tags.has(drillTag)).map(({ clusterId }) => clusterId));
  const withoutBackups = new Set([...home.states.executions.values()].flatMap(asksForNoBackups));
  const toldToGo = new Set(clusters.filter(({ tags }) => withoutBackups.has(tags.get(environmentTag)!)).map(({ clusterId }) => clusterId));
  const ready = [...home.cloudhsmv2.backups.values()].filter(({ state }) => state === 'READY').map(({ clusterId }) => clusterId);
  return [
    ...clusters
      .filter(({ clusterId, tags }) => touched.includes(clusterId) && !tags.has(environmentTag) && !tags.has(drillTag))
      .map(({ clusterId }) => `${clusterId} is not tagged as ours, and it or an HSM of it was deleted`),
    ...backups
      .filter((id) => id && own.has(id) && !ready.includes(id) && !toldToGo.has(id))
      .map((id) => `the last READY backup of ${id} was deleted`),
    ...[...home.kms.keys.values()]
      .filter(({ customKeyStoreId, deletionDate }) => customKeyStoreId && !deletionDate)
      .map(({ customKeyStoreId }) => home.kms.customKeyStores.get(customKeyStoreId!)?.clusterId ?? '')
      .filter((clusterId) => gone.includes(clusterId) && deleted.includes(clusterId))
      .map((clusterId) => `${clusterId} was deleted with keys in use`),
  ];
}

/** The environment whose backups a teardown is to delete, too. */
function asksForNoBackups({ machine, input }: Execution): string[] {
  const { environment, deleteBackups } = (input ?? {}) as { environment?: string; deleteBackups?: boolean };
  return machine.name.endsWith('-teardown') && deleteBackups === true && environment !== undefined ? [environment] : [];
}

/** Whatever a drill has ended with, nothing of it stands; one that was stopped, or had no time left for it, leaves that to the next. */
function drillsTidyUp(home: AwsPlace, _items: Item[], runs: EndedRuns): string[] {
  const over = new Set(
    runs.all
      .filter(({ status, error }) => status === 'SUCCEEDED' || (status === 'FAILED' && error !== 'BodyTimedOut'))
      .map(({ arn }) => arn),
  );
  return [...home.cloudhsmv2.clusters.values()]
    .filter(({ state, tags }) => tags.has(drillTag) && state !== 'DELETED' && state !== 'DELETE_IN_PROGRESS')
    .filter(({ tags }) => over.has(tags.get(executionTag)!))
    .map(({ clusterId, tags }) => `the drill of ${tags.get(drillTag)} is over, and its cluster ${clusterId} stands`);
}

/** While KMS is logged in as kmsuser, nobody tries its password, changes it or locks it. */
function liveKeyStoresUntouched(home: AwsPlace): string[] {
  return [...home.kms.customKeyStores.values()]
    .filter(({ state }) => state === 'CONNECTED')
    .flatMap(({ id, clusterId, sessions, kmsuserPassword }) =>
      (home.cloudhsmv2.cluster(clusterId)?.hsms ?? []).flatMap(({ hsmId, users }) => {
        const kmsuser = users.find(({ username }) => username === 'kmsuser');
        if (!kmsuser) return [];
        return [
          ...(kmsuser.badLogins > 0 ? [`kmsuser of ${id} has ${kmsuser.badLogins} bad logins on ${hsmId}`] : []),
          ...(kmsuser.locked ? [`kmsuser of ${id} is locked on ${hsmId}`] : []),
          ...(sessions.has(hsmId) && kmsuser.password !== kmsuserPassword
            ? [`kmsuser of ${id} was given another password on ${hsmId}`]
            : []),
        ];
      }),
    );
}

/** No password, PIN or private key in any place that people and programs read. */
function noSecretWrittenDown(home: AwsPlace, items: Item[]): string[] {
  const written = newlyWritten(home, items);
  const leaked = secretValues(home).filter((secret) => written.shows(secret));
  const forbidden = [...new Set(written.text.match(/PRIVATE KEY|PreCoPassword/g) ?? [])];
  if (leaked.length + forbidden.length === 0) written.tick();
  return [...leaked.map(({ what }) => what), ...forbidden].map((what) => `${what} is written down where people and programs read it`);
}

/** What has ended holds no lease. */
function freeLeases(home: AwsPlace, items: Item[]): string[] {
  const running = new Set(home.states.running().map(({ arn }) => arn));
  return held(recorded(items))
    .filter(({ holder }) => !running.has(holder))
    .map(({ environment, holder }) => `${holder} has ended and holds the lease of ${environment}`);
}

/** What was asked for and is there, or was never made, is noted no more once a run has succeeded. */
function notesOnlyOfWhatIsUnresolved(_home: AwsPlace, items: Item[], runs: EndedRuns): string[] {
  const succeeded = runs.latest.filter(({ status }) => status === 'SUCCEEDED');
  const environments = new Set(succeeded.map(environmentNamedBy));
  return recorded(items)
    .filter(({ environment }) => environments.has(environment))
    .flatMap(({ environment, notes }) => notes.map((note) => `"${note}" is still noted of ${environment}, whose last run succeeded`));
}

/** What somebody else's resource does not let in, a role may ask for all the same. */
function noCallOutsideOfRoles(home: AwsPlace): string[] {
  // what a host may do, its owner says
  const others = /because no resource-based policy allows|assumed-role\/host-i-/;
  return home.iam.denials.filter((message) => !others.test(message));
}

/** Who holds which environment. */
export async function leases(home: AwsPlace): Promise<Held[]> {
  return held(await recordedItems(home));
}

interface Held {
  environment: string;
  holder: string;
}

function held(items: RecordedItem[]): Held[] {
  return items.flatMap(({ environment, holder }) => (holder === undefined ? [] : { environment, holder }));
}

function clustersOfOurs(home: AwsPlace): Cluster[] {
  return [...home.cloudhsmv2.clusters.values()].filter(
    ({ state, tags }) => state !== 'DELETED' && state !== 'DELETE_IN_PROGRESS' && tags.has(environmentTag),
  );
}

function environmentOf({ tags }: Cluster): string {
  return tags.get(environmentTag)!;
}

function aliveHsms({ hsms }: Cluster): Hsm[] {
  return hsms.filter(({ state }) => state !== 'DELETED' && state !== 'DELETE_IN_PROGRESS');
}

/** The most HSMs that anyone has asked for, by environment. */
function mostHsmsAskedFor(home: AwsPlace): Map<string | undefined, number> {
  const most = new Map<string | undefined, number>();
  for (const execution of home.states.executions.values()) {
    const { hsmCount, file, hsms, as } = requested(execution.input);
    const asked = hsmCount ?? file?.hsmCount ?? hsms ?? (as ? 2 : 0);
    const environment = environmentNamedBy(execution);
    most.set(environment, Math.max(asked, most.get(environment) ?? 0));
  }
  return most;
}

function repeated(values: string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
