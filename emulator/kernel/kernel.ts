import type { AccountFile } from './account.ts';
import { Activities } from './activities.ts';
import { CallLog } from './call-log.ts';
import { type DurationName, usualDurations } from './durations.ts';
import { Faults } from './faults.ts';
import { Seeded } from './seeded.ts';
import { Sessions } from './sessions.ts';
import { VirtualClock } from './virtual-clock.ts';
import type { Speed } from './virtual-time.ts';
import { WorkLog } from './work-log.ts';

export interface KernelOptions {
  seed?: number;
  speed?: Speed;
  /** Multiplies every duration of CloudHSM, KMS and ECS. */
  durations?: number;
  /** When its time begins, in milliseconds since the Unix epoch. */
  begins?: number;
  account?: AccountFile;
  /** Folder for what must be files: bundles, the emulated CLIs. */
  folder: string;
  /** A folder that outlives the process; without one, the other folder serves. */
  cache?: string;
}

/** 2026-01-05T09:00:00Z: in the past, so that certificates issued in virtual time are valid for tools that read the real clock. */
const usualBegin = Date.UTC(2026, 0, 5, 9);

/** What all accounts and regions of one emulator have in common. It knows no service. */
export class Kernel {
  readonly folder: string;
  readonly cache: string;
  readonly account: AccountFile;
  readonly clock: VirtualClock;
  readonly random: Seeded;
  readonly work = new WorkLog();
  readonly faults: Faults;
  readonly calls = new CallLog();
  readonly activities: Activities;
  readonly sessions: Sessions;
  /** Where the server listens: `http://127.0.0.1:PORT`. Set when it does. */
  url = '';
  readonly #factor: number;

  constructor(options: KernelOptions) {
    this.account = options.account ?? {};
    this.folder = options.folder;
    this.cache = options.cache ?? options.folder;
    this.clock = new VirtualClock({ speed: options.speed, epoch: options.begins ?? usualBegin });
    this.random = new Seeded(options.seed ?? 1);
    this.faults = new Faults(() => this.clock.now());
    this.activities = new Activities(this.clock, this.random);
    this.sessions = new Sessions(() => this.clock.now(), this.random);
    this.#factor = options.durations ?? 1;
  }

  /** Seconds that something takes this time: within the usual range, the same for the same seed and purpose. */
  duration(name: DurationName, ...purpose: (string | number)[]): number {
    const [shortest, longest] = this.account.durations?.[name] ?? usualDurations[name];
    const factor = name === 'coldStart' || name === 'invoke' ? 1 : this.#factor;
    return factor * this.random.between(shortest, longest, 'duration', name, ...purpose);
  }
}
