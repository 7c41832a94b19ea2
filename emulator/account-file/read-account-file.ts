import * as z from 'zod';
import { checked } from '../checked.ts';
import type { AccountFile, VpcDeclaration } from '../kernel/account.ts';
import { type DurationName, usualDurations } from '../kernel/durations.ts';
import { nearest } from '../kernel/nearest.ts';
import { readJson } from '../kernel/read-json.ts';
import { regionNames } from '../models/regions.ts';
import { connectionErrorCodes } from '../services/kms/custom-key-store.ts';
import { conflicts } from './conflicts.ts';
import { twice } from './declared-twice.ts';

const hexId = (kind: string) =>
  z.string().regex(new RegExp(`^${kind}-[0-9a-f]{8,17}$`), `has to be an id such as ${kind}-0123456789abcdef0`);
const cidr = z.cidrv4({ error: 'has to be a range such as 10.0.0.0/24', abort: true });
/** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const subnetCidr = cidr.regex(/\/(1[6-9]|2[0-8])$/, 'has to be between a /16 and a /28');
/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const mostSubnets = 200;
/** One range of 10.0.0.0/8 each. */
const mostVpcs = 256;
const port = z.int().min(0).max(65_535);
const count = z.int().min(0);
const seconds = z.number().min(0).max(31_536_000);
const range = z.tuple([seconds, seconds]).refine(([shortest, longest]) => longest >= shortest, 'has to be [shortest, longest]');

const zone = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d((-[a-z]+\d*)+-\d+)?[a-z]?$/, 'has to be a zone such as us-east-1a or us-east-1-bos-1a');
const account = z.string().regex(/^\d{12}$/, 'has to be 12 digits');
const service = z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'has to be the last part of a service name, such as ecr.api');

const rules = z
  .array(
    z
      .strictObject({
        protocol: z.enum(['tcp', 'udp', 'icmp', 'icmpv6', '-1']),
        fromPort: port.optional(),
        toPort: port.optional(),
        cidr: cidr.optional(),
        group: hexId('sg').optional(),
        prefixListOf: z.enum(['s3', 'dynamodb']).optional(),
      })
      .refine(({ fromPort, toPort }) => (fromPort === undefined) === (toPort === undefined), 'has one of fromPort and toPort: give both')
      .refine(({ fromPort = 0, toPort = fromPort }) => toPort >= fromPort, { path: ['toPort'], message: 'has to be fromPort or more' })
      .refine(
        ({ cidr, group, prefixListOf }) => [cidr, group, prefixListOf].filter((peer) => peer !== undefined).length <= 1,
        'has several of cidr, group and prefixListOf: write a rule for each',
      ),
  )
  .optional();

const routeTable = z.strictObject({
  id: hexId('rtb'),
  main: z.boolean().optional(),
  subnets: z.array(hexId('subnet')).optional(),
  routes: z
    .array(
      z.strictObject({
        destination: z.union([cidr, hexId('pl')], 'has to be a range such as 0.0.0.0/0 or a prefix list such as pl-01234567'),
        target: z
          .string()
          .regex(
            /^((nat|igw|tgw|vgw|pcx|eni|i|lgw|cagw|eigw|vpce)-[0-9a-f]{8,17}|arn:aws[a-z-]*:networkmanager:.*)$/,
            'has to be the id of a gateway, an interface or an instance, such as nat-0123456789abcdef0',
          ),
        blackhole: z.boolean().optional(),
        reaches: z.array(service).optional(),
      }),
    )
    .optional(),
});

const endpoint = z.union(
  [
    service,
    z.strictObject({
      service,
      type: z.enum(['Interface', 'Gateway']).optional(),
      state: z.enum(['available', 'pending', 'pendingAcceptance', 'rejected', 'deleting', 'deleted', 'failed', 'expired']).optional(),
      privateDns: z.boolean().optional(),
      subnets: z.array(hexId('subnet')).optional(),
      securityGroups: z.array(hexId('sg')).optional(),
      routeTables: z.array(hexId('rtb')).optional(),
    }),
  ],
  'has to be a service such as ecr.api, or {"service": …} with type, state, privateDns, subnets, securityGroups or routeTables',
);

const vpc = z
  .strictObject({
    id: hexId('vpc'),
    owner: account.optional(),
    subnets: z
      .array(z.strictObject({ id: hexId('subnet'), availabilityZone: zone, cidr: subnetCidr.optional(), freeAddresses: count.optional() }))
      .max(mostSubnets),
    securityGroups: z.array(z.strictObject({ id: hexId('sg'), egress: rules, ingress: rules })).optional(),
    nat: z.boolean().optional(),
    routeTables: z.array(routeTable).min(1).optional(),
    endpoints: z.array(endpoint).optional(),
  })
  .superRefine((declared, context) => {
    for (const [path, message] of contradictions(declared)) context.addIssue({ code: 'custom', path, message });
  });

/** What a VPC names that it does not have, or says twice. */
function contradictions({ subnets, nat, routeTables = [], endpoints = [] }: VpcDeclaration): [(string | number)[], string][] {
  const found: [(string | number)[], string][] = [];
  const named = (path: (string | number)[], ids: string[] | undefined, known: string[], what: string) => {
    for (const [index, id] of (ids ?? []).entries())
      if (!known.includes(id)) found.push([[...path, index], `names no ${what} of this VPC`]);
  };
  const [subnetIds, tableIds] = [subnets.map(({ id }) => id), routeTables.map(({ id }) => id)];
  if (nat !== undefined && routeTables.length > 0) found.push([['nat'], 'says what routeTables say themselves: leave one of them out']);
  const mains = routeTables.flatMap(({ main }, index) => (main ? [index] : []));
  for (const index of mains.slice(1)) found.push([['routeTables', index, 'main'], 'is true of another one: a VPC has one']);
  const routed = routeTables.flatMap(({ subnets: own = [] }, at) =>
    own.map((id, index) => ({ id, path: ['routeTables', at, 'subnets', index] })),
  );
  for (const [index, { id, path }] of routed.entries())
    if (routed.findIndex((other) => other.id === id) < index) found.push([path, 'has a route table already']);
  for (const [at, { routes = [] }] of routeTables.entries())
    found.push(
      ...twice(
        routes.map(({ destination }, index) => [destination, ['routeTables', at, 'routes', index]]),
        'goes where another one goes',
      ),
    );
  for (const [index, table] of routeTables.entries()) named(['routeTables', index, 'subnets'], table.subnets, subnetIds, 'subnet');
  for (const [index, one] of endpoints.entries()) {
    if (typeof one === 'string') continue;
    named(['endpoints', index, 'subnets'], one.subnets, subnetIds, 'subnet');
    named(['endpoints', index, 'routeTables'], one.routeTables, tableIds, 'route table');
  }
  return found;
}

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'has to be a UUID');

const certificateAuthority = z
  .strictObject({
    id: uuid,
    owner: account.optional(),
    type: z.enum(['ROOT', 'SUBORDINATE']).optional(),
    status: z.enum(['ACTIVE', 'DISABLED', 'CREATING', 'PENDING_CERTIFICATE', 'DELETED', 'EXPIRED', 'FAILED']).optional(),
    keyAlgorithm: z.enum(['RSA_2048', 'RSA_4096', 'EC_prime256v1']).optional(),
    usageMode: z.enum(['GENERAL_PURPOSE', 'SHORT_LIVED_CERTIFICATE']).optional(),
    commonName: z.string().min(1).max(64).optional(),
    years: z.number().positive().max(100).optional(),
    endsInDays: z.number().positive().max(36_500).optional(),
  })
  .refine(({ years, endsInDays }) => years === undefined || endsInDays === undefined, {
    path: ['endsInDays'],
    message: 'says when it ends, and so does years: leave one of them out',
  });

const secret = z.strictObject({
  name: z.string().regex(/^[\w/+=.@!-]{1,512}$/, 'has to be the name of a secret: letters, digits and /_+=.@!-'),
  value: z.unknown().optional(),
  pendingDeletion: z.boolean().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  suffix: z
    .string()
    .regex(/^[A-Za-z0-9]{6}$/, 'has to be six letters or digits')
    .optional(),
});

const cloudhsmId = (kind: string) =>
  z.string().regex(new RegExp(`^${kind}-[a-z2-7]{11}$`), `has to be ${kind}- and 11 characters a to z or 2 to 7`);
const tags = z.record(z.string(), z.string());
const hours = z.number().min(0).max(1_000_000);

const region = z.string().refine((name) => regionNames.includes(name), {
  error: ({ input }) => {
    const near = nearest(String(input), regionNames);
    return `is no region of AWS${near ? `; did you mean ${near}?` : ', such as us-east-1'}`;
  },
});

const backup = z.strictObject({
  id: cloudhsmId('backup').optional(),
  state: z.enum(['CREATE_IN_PROGRESS', 'READY', 'DELETED', 'PENDING_DELETION']).optional(),
  hoursOld: hours,
  hoursLeft: hours.optional(),
  neverExpires: z.boolean().optional(),
  tags: tags.optional(),
  copyOf: z.strictObject({ backup: cloudhsmId('backup'), region }).optional(),
  sharedWith: account.optional(),
});

const keyStore = z.strictObject({
  name: z.string().min(1).max(256),
  state: z.enum(['CONNECTED', 'DISCONNECTED', 'FAILED']).optional(),
  errorCode: z.enum(connectionErrorCodes).optional(),
  keys: z.array(z.strictObject({ id: uuid, state: z.enum(['Enabled', 'Disabled', 'PendingDeletion']).optional() })).optional(),
  throttled: count.optional(),
});

const hsm = z.strictObject({
  availabilityZone: zone,
  state: z.enum(['ACTIVE', 'DEGRADED', 'CREATE_IN_PROGRESS']).optional(),
  stateMessage: z.string().optional(),
  keys: count.optional(),
  usersAvailable: count.optional(),
});

const cluster = z.strictObject({
  id: cloudhsmId('cluster'),
  state: z
    .enum(['UNINITIALIZED', 'INITIALIZED', 'ACTIVE', 'DEGRADED', 'CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'MODIFY_IN_PROGRESS'])
    .optional(),
  stateMessage: z.string().optional(),
  hsmType: z.enum(['hsm1.medium', 'hsm2m.medium']).optional(),
  mode: z.enum(['FIPS', 'NON_FIPS']).optional(),
  hoursOld: hours.optional(),
  subnets: z.array(hexId('subnet')).min(1).optional(),
  backupRetentionDays: z.int().min(7).max(379).optional(),
  tags: tags.optional(),
  certificateDaysLeft: z.number().min(-36_500).max(36_500).nullable().optional(),
  ingress: rules,
  egress: rules,
  hsms: z.array(hsm).max(28).optional(),
  backups: z.array(backup).optional(),
  keyStore: keyStore.optional(),
  auditLog: z.strictObject({ exists: z.boolean().optional(), linesLost: count.optional() }).optional(),
});

const alarm = z.strictObject({
  name: z.string().min(1).max(255),
  state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']).optional(),
  actions: z
    .array(z.string().regex(/^arn:aws[a-z-]*:sns:[^:]+:\d{12}:[^:]+$/, 'has to be the ARN of a topic'))
    .max(5)
    .optional(),
});

const subscription = z
  .strictObject({ protocol: z.enum(['sqs', 'lambda']), endpoint: z.string().startsWith('arn:', 'has to be an ARN') })
  .refine(({ protocol, endpoint }) => endpoint.split(':')[2] === protocol, {
    path: ['endpoint'],
    message: 'has to be of the service that protocol names',
  });

const table = z.strictObject({ name: z.string().min(1), items: z.array(z.record(z.string(), z.unknown())) });

const trail = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/, 'has to be 3 to 128 letters, digits and . _ -'),
  multiRegion: z.boolean().optional(),
  logging: z.boolean().optional(),
});

const host = z.strictObject({
  id: hexId('i'),
  platform: z.string().regex(/^[a-z]+ [0-9]+(\.[0-9]+)*$/, 'has to be a system and its release, such as amzn 2023 or ubuntu 24.04'),
  architecture: z.enum(['x86_64', 'aarch64']).optional(),
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).optional(),
  subnet: hexId('subnet').optional(),
  securityGroups: z.array(hexId('sg')).min(1).max(5).optional(),
  online: z.boolean().optional(),
  managed: z.boolean().optional(),
  describesClusters: z.boolean().optional(),
  tamperedDownloads: z.boolean().optional(),
  root: z.string().min(1).optional(),
});

const durations = Object.fromEntries(Object.keys(usualDurations).map((name) => [name, range.optional()])) as Record<
  DurationName,
  z.ZodOptional<typeof range>
>;

const place = {
  accountId: account.optional(),
  region: region.optional(),
  vpcs: z.array(vpc).max(mostVpcs).optional(),
  zonesWithoutCloudHsm: z.array(zone).optional(),
  certificateAuthorities: z.array(certificateAuthority).optional(),
  secrets: z.array(secret).optional(),
  clusters: z.array(cluster).optional(),
  backups: z.array(backup.extend({ cluster: cloudhsmId('cluster') })).optional(),
  alarms: z.array(alarm).optional(),
  subscriptions: z.record(z.string(), z.array(subscription)).optional(),
  tables: z.array(table).optional(),
  trails: z.array(trail).optional(),
  quotas: z
    .strictObject({
      clusters: count.optional(),
      hsms: count.optional(),
      hsmsPerCluster: count.optional(),
      customKeyStores: count.optional(),
    })
    .optional(),
  hsmTypes: z.array(z.enum(['hsm1.medium', 'hsm2m.medium'])).optional(),
  hosts: z.array(host).optional(),
};

const accountFile: z.ZodType<AccountFile> = z.strictObject({
  ...place,
  durations: z.strictObject(durations).optional(),
  places: z.array(z.strictObject(place)).optional(),
});

const consistent = z.custom<AccountFile>().superRefine((file, context) => {
  for (const [path, message] of conflicts(file)) context.addIssue({ code: 'custom', path, message });
});

/**
 * An account file, checked.
 *
 * @throws Error with a line for each mistake, which names the path, what is wrong and what is allowed
 */
export function readAccountFile(text: string): AccountFile {
  return checked(consistent, checked(accountFile, parsedJson(text), 'the file'), 'the file');
}

function parsedJson(text: string): unknown {
  // zod leaves it out of what it gives
  if (/"__proto__"\s*:/.test(text))
    throw new Error('the file: programs take __proto__ for something else: give what is called so another name');
  try {
    // some editors begin a file with a byte order mark
    return readJson(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new Error(`the file: is not JSON (${(error as Error).message})`);
  }
}
