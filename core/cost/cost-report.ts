import { prices } from '../prices.ts';
import { cents, hoursPerMonth, hsmHour } from '../pricing.ts';
import type { Usage } from './runs.ts';

/** What stands of an environment, or of a whole stage, and is billed. */
export interface Billable {
  region: string;
  clusters: BillableCluster[];
  kmsKeys: number;
  secrets: number;
  /** Of those secrets, in recovery regions: each is billed like a secret. */
  replicas: number;
  /** Private CAs of the account itself, each once; another account's is billed there. */
  privateCas: number;
  watched: Watched;
  usage: Usage;
}

/** What watches, and what it keeps. */
export interface Watched {
  /** Metrics that alarms read, each as often as it is read. */
  alarmMetrics: number;
  compositeAlarms: number;
  /** Metrics of our own that had a value of late. */
  metrics: number;
  /** Of audit logs, and of the functions' own where everything is asked for. */
  logBytes: number;
}

interface BillableCluster {
  id: string;
  hsmType: string;
  hsms: number;
  /** How many in the mean of a month. */
  hsmsOfMonth: number;
  /** Whether its file parks it by the clock. */
  parks: boolean;
  /** How many HSMs are asked for; null where it is not known. */
  asked: number | null;
  /** Whether nothing says whose it is, neither a record nor a tag. */
  undeclared: boolean;
  /** ISO 8601. */
  createdAt: string;
}

/** One line of a bill. */
interface Part {
  what: string;
  quantity: number;
  unitPrice: number;
  /** What the unit price is for. */
  unit: 'hour' | 'month' | 'transition' | 'task hour' | 'drill hour';
  perHour: number;
  source: string;
  guessed?: true;
}

export interface CostReport {
  /** As it stands now. */
  perHour: number;
  /** As it stands, and comes and goes by the clock. */
  perMonth: number;
  /** What has come together since the first of this month, as it stands now; HSMs that were removed since are not in it. */
  monthToDate: number;
  /** Of the whole month, if everything stays as it is. */
  forecast: number;
  savings: { what: string; perMonth: number }[];
  parts: Part[];
  currency: 'USD';
  pricesAsOf: string;
  /** Only where it is true: some price of the region is not known here. */
  guessed?: true;
  /** Only where it is true: something is parked by the clock, and a month comes to less than its hours. */
  parks?: true;
}

/** AWS takes no other for a cluster that is made now. */
const typeOfDrills = 'hsm2m.medium';

/** Out of 168 hours a week: from 20 to 8 o'clock, and at weekends. */
const hoursOff = 5 * 12 + 2 * 24;

/** @param now ISO 8601 */
export function costReport(billable: Billable, now: string): CostReport {
  const { region, clusters, kmsKeys, secrets, replicas, privateCas, watched, usage } = billable;
  const billed = clusters.filter(({ hsms, hsmsOfMonth }) => hsms > 0 || hsmsOfMonth > 0);
  const standing = billed.filter(({ hsms }) => hsms > 0);
  const drillHour = hsmHour(region, typeOfDrills);
  const parts = [
    ...standing.map(({ id, hsmType, hsms }) => hsmPart(region, `HSMs of ${id} (${hsmType})`, hsmType, hsms)),
    ...monthly('KMS keys in custom key stores', kmsKeys, prices.month.kmsKey),
    ...monthly('secrets', secrets, prices.month.secret),
    ...monthly('replicas of secrets in recovery regions', replicas, prices.month.secret),
    ...monthly('private CAs', privateCas, prices.month.privateCa),
    ...monthly('metrics that alarms read', watched.alarmMetrics, prices.month.alarm),
    ...monthly('composite alarms', watched.compositeAlarms, prices.month.compositeAlarm),
    ...monthly('metrics of environments', watched.metrics, prices.month.metric),
    ...monthly('GB of logs kept', rounded(watched.logBytes / 1e9), prices.month.logs),
    ...monthly('state transitions a month, by schedules', usage.transitions, transition, 'transition'),
    ...monthly('hours a month of the task beside the HSMs, by schedules', rounded(usage.taskHours), prices.taskHour, 'task hour'),
    ...monthly(
      'hours a month of the HSMs of drills, by schedules',
      rounded(usage.drillHours),
      { ...drillHour, source: prices.source },
      'drill hour',
    ),
  ];
  const perHour = parts.reduce((sum, part) => sum + part.perHour, 0);
  const rest = parts.filter(({ unit }) => unit !== 'hour').reduce((sum, part) => sum + part.perHour, 0);
  const hourly = ({ hsmType, hsmsOfMonth }: BillableCluster) => hsmsOfMonth * hsmHour(region, hsmType).price;
  const usually = billed.reduce((sum, one) => sum + hourly(one), rest);
  const guesses = parts.some(({ guessed }) => guessed) || billed.some(({ hsmType }) => hsmHour(region, hsmType).guessed);
  const begun = monthOf(now);
  const since = ({ createdAt }: BillableCluster) => Math.max(begun.from, Date.parse(createdAt) || begun.from);
  const hsmsToDate = billed.reduce((sum, one) => sum + hourly(one) * hours(since(one), Date.parse(now)), 0);
  const monthToDate = hsmsToDate + rest * hours(begun.from, Date.parse(now));
  return {
    perHour: rounded(perHour),
    perMonth: cents(usually * hoursPerMonth),
    monthToDate: cents(monthToDate),
    forecast: cents(monthToDate + usually * hours(Date.parse(now), begun.to)),
    savings: savings(region, standing),
    parts,
    currency: 'USD',
    pricesAsOf: prices.asOf,
    ...(guesses && { guessed: true as const }),
    ...(billed.some(({ parks }) => parks) && { parks: true as const }),
  };
}

function savings(region: string, standing: BillableCluster[]): CostReport['savings'] {
  return standing.flatMap(({ id, hsmType, hsms, asked, undeclared, parks }) => {
    const hourly = hsmHour(region, hsmType).price;
    const surplus = asked === null ? 0 : Math.max(0, hsms - asked);
    const needed = hsms - surplus;
    const parked = cents((needed * hourly * hoursPerMonth * hoursOff) / 168);
    return [
      ...(surplus > 0
        ? [{ what: `remove ${surplus} of the HSMs of ${id}: ${asked} are asked for`, perMonth: cents(surplus * hourly * hoursPerMonth) }]
        : []),
      ...(undeclared
        ? [
            {
              what: `delete ${id}, where nobody needs its keys: no environment on record has it`,
              perMonth: cents(hsms * hourly * hoursPerMonth),
            },
          ]
        : []),
      ...(asked === null || needed === 0 || parks
        ? []
        : [{ what: `park ${id} at night (20 to 8 o'clock) and at weekends`, perMonth: parked }]),
    ];
  });
}

function hsmPart(region: string, what: string, hsmType: string, quantity: number): Part {
  const { price, guessed } = hsmHour(region, hsmType);
  const part: Part = { what, quantity, unitPrice: price, unit: 'hour', perHour: rounded(quantity * price), source: prices.source };
  return guessed ? { ...part, guessed: true } : part;
}

const transition = { price: prices.transition, source: prices.transitionSource };

function monthly(
  what: string,
  quantity: number,
  { price, source, guessed }: { price: number; source: string; guessed?: boolean },
  unit: Exclude<Part['unit'], 'hour'> = 'month',
): Part[] {
  if (quantity === 0) return [];
  const part: Part = { what, quantity, unitPrice: price, unit, perHour: rounded((quantity * price) / hoursPerMonth), source };
  return [guessed ? { ...part, guessed } : part];
}

/** The bounds of a time's month, in UTC as AWS bills. */
function monthOf(now: string): { from: number; to: number } {
  const date = new Date(now);
  const first = (months: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  return { from: first(0), to: first(1) };
}

function hours(from: number, to: number): number {
  return Math.max(0, to - from) / 3_600_000;
}

function rounded(amount: number): number {
  return Math.round(amount * 1e5) / 1e5;
}
