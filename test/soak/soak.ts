import { environmentTag } from '../../core/cloudhsm/tags.ts';
import { Seeded } from '../../emulator/kernel/seeded.ts';
import { type Deployment, deploy } from '../workflow/deployment.ts';
import { recordThere, recoveryRegion } from '../workflow/recovery-region.ts';
import { foundBy, newestReport, toDo } from './audits.ts';
import { environmentFileOf, standingHsms } from './fleet.ts';
import { type Memory, memoryInUse } from './memory.ts';
import { happen, type Trouble, troublesOf } from './troubles.ts';

export interface SoakOptions {
  environments: number;
  days: number;
  seed: number;
}

/** A trouble, and what became of it. */
interface Met extends Trouble {
  day: number;
  stands: () => boolean;
  /** Whether it stood when the next audit came, and what that has found. */
  stood?: boolean;
  finding?: string;
  resolved?: boolean;
}

export interface SoakFigures {
  troubles: number;
  /** Those that CloudHSM had mended before the next audit. */
  passed: number;
  /** Those that stood at the next audit, that it has found, and that a later one has seen resolved. */
  stood: number;
  found: number;
  resolved: number;
  /** What the last audit has found. */
  findings: string[];
  hsms: { standing: number; asked: number };
  /** By intent and end. */
  runs: Record<string, number>;
  copies: number;
  /** In use at the end of each day. */
  memory: Memory[];
}

const hour = 3600;
/** Days at the end on which nothing happens, so that all can be mended. */
const quietDays = 1;
const regions = ['us-east-1', recoveryRegion, 'eu-west-1'];

/**
 * Lets environments live for days, with everything that starts by the clock, and troubles drawn by a seed. An operator reads the report of each
 * morning and does what it says.
 */
export async function soak({ environments, days, seed }: SoakOptions, say: (line: string) => void = () => {}): Promise<SoakFigures> {
  const deployment = await soakDeployment(seed, environments);
  try {
    return await new Soak(deployment, { environments, days, seed }, say).run();
  } finally {
    await deployment.emulator.stop();
  }
}

async function soakDeployment(seed: number, environments: number): Promise<Deployment> {
  const quotas = { clusters: 3 * environments + 10, hsms: 10 * environments + 20, customKeyStores: environments + 10 };
  const topics = ['alarms', 'outcomes'].map((name) => `cloudhsm-lifecycle-dev-${name}`);
  const reader = { protocol: 'sqs' as const, endpoint: 'arn:aws:sqs:us-east-1:123456789012:on-call' };
  const subscriptions = Object.fromEntries(topics.map((topic) => [topic, [reader]]));
  const parameters = {
    ClusterQuota: `${quotas.clusters}`,
    HsmQuota: `${quotas.hsms}`,
    KeyStoreQuota: `${quotas.customKeyStores}`,
  };
  const deployment = await deploy({ seed, account: { quotas, subscriptions }, parameters });
  await recordThere(deployment);
  return deployment;
}

class Soak {
  readonly #deployment: Deployment;
  readonly #options: SoakOptions;
  readonly #say: (line: string) => void;
  readonly #random: Seeded;
  readonly #files;
  readonly #met: Met[] = [];
  readonly #memory: Memory[] = [];
  readonly #runs: Record<string, number> = {};
  #counted = 0;

  constructor(deployment: Deployment, options: SoakOptions, say: (line: string) => void) {
    this.#deployment = deployment;
    this.#options = options;
    this.#say = say;
    this.#random = new Seeded(options.seed, ['soak']);
    this.#files = Array.from({ length: options.environments }, (_, number) => environmentFileOf(number));
  }

  async run(): Promise<SoakFigures> {
    const { home } = this.#deployment;
    for (const file of this.#files) await this.#deployment.start(file);
    await home.clock.idle();
    // five o'clock of the first morning
    const first = Math.floor(home.clock.now() / 86_400_000) * 86_400_000 + 29 * hour * 1000;
    await this.#until(first);
    for (let day = 0; day < this.#options.days; day++) await this.#day(day, first + day * 24 * hour * 1000);
    const asked = this.#files.map(({ hsmCount, parking }) => (parking ? 0 : (hsmCount ?? 0))).reduce((sum, one) => sum + one, 0);
    const stood = this.#met.filter((one) => one.stood);
    return {
      troubles: this.#met.length,
      passed: this.#met.length - stood.length,
      stood: stood.length,
      found: stood.filter(({ finding }) => finding).length,
      resolved: stood.filter(({ resolved }) => resolved).length,
      findings: newestReport(this.#deployment).findings.map(({ check, resource, evidence }) => `${check} ${resource}: ${evidence}`),
      hsms: { standing: standingHsms(this.#deployment, regions), asked },
      runs: this.#runs,
      copies: regions
        .slice(1)
        .flatMap((region) => [...home.elsewhere(region).cloudhsmv2.backups.values()])
        .filter(({ state }) => state === 'READY').length,
      memory: this.#memory,
    };
  }

  /** From five o'clock to five o'clock, the report of a quarter past four being there. */
  async #day(day: number, begin: number): Promise<void> {
    const drawn = day < this.#options.days - quietDays ? troublesOf(this.#random, day, this.#busy()) : [];
    for (const trouble of drawn) {
      await this.#until(begin + trouble.hour * hour * 1000);
      const stands = await happen(this.#deployment, trouble, this.#clusterOf(trouble.environment));
      this.#met.push({ ...trouble, day, stands });
    }
    await this.#until(begin + 23.2 * hour * 1000);
    const now = this.#met.filter((one) => one.day === day);
    for (const one of now) one.stood = one.stands();
    await this.#until(begin + 24 * hour * 1000);
    await this.#morning(day, now);
  }

  /** Reads the report, and does what it says. */
  async #morning(day: number, now: Met[]): Promise<void> {
    const { findings, resolved } = newestReport(this.#deployment);
    for (const one of now)
      one.finding = findings.find(({ check, environment }) => environment === one.environment && check === foundBy[one.kind])?.id;
    const gone = new Set(resolved.map(({ id }) => id));
    for (const one of this.#met) one.resolved ||= one.finding !== undefined && gone.has(one.finding);
    for (const { environment, intent } of toDo(findings)) {
      await this.#deployment.start(intent === 'copy-backups' ? { environments: [environment] } : { environment }, intent);
      await this.#deployment.home.clock.idle();
    }
    this.#countRuns();
    const memory = memoryInUse();
    this.#memory.push(memory);
    this.#say(
      `day ${day + 1}: ${now.length} troubles, ${findings.length} findings, ${memory.used.toFixed(0)} MB in use, ${memory.rss.toFixed(0)} MB resident`,
    );
  }

  async #until(at: number): Promise<void> {
    const { clock } = this.#deployment.home;
    // what an operator has started may last beyond it
    if (at > clock.now()) await clock.advance((at - clock.now()) / 1000);
  }

  /** Those that run all day: one that is parked meets nothing. */
  #busy(): { name: string; keyStore: boolean }[] {
    return this.#files.filter(({ parking }) => !parking).map(({ name, keyStore }) => ({ name, keyStore: keyStore !== undefined }));
  }

  #clusterOf(environment: string) {
    const clusters = [...this.#deployment.home.cloudhsmv2.clusters.values()];
    return clusters.find(({ tags, state }) => tags.get(environmentTag) === environment && state === 'ACTIVE')!;
  }

  #countRuns(): void {
    const executions = [...this.#deployment.home.states.executions.values()];
    for (const { machine, status } of executions.slice(this.#counted)) {
      const [, intent] = /^cloudhsm-lifecycle-dev-([a-z-]+)$/.exec(machine.name) ?? [];
      if (!intent) continue;
      const what = `${intent} ${status}`;
      this.#runs[what] = (this.#runs[what] ?? 0) + 1;
    }
    this.#counted = executions.length;
  }
}
