import { AccessKeys } from './access-keys.ts';
import type { Activity } from './caller.ts';
import { deferred } from './deferred.ts';
import type { Seeded } from './seeded.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** An activity under way, with what its starter needs: credentials for it, and its end. */
export interface RunningActivity extends Activity {
  readonly credentials: Credentials;
  /** Whether it has requests open and all of them wait for virtual time. */
  waits(): boolean;
  /** Whether it has requests open, be they parked or not. */
  asks(): boolean;
  /** Aborted when it has to die at once. */
  readonly killed: AbortSignal;
  /** Ends it: its access key stops working and it no longer holds the clock. */
  end(): void;
}

/** What else is to be known of an activity. */
type Surroundings = Partial<Pick<Activity, 'network' | 'patienceSeconds'>>;

/** The invocations and tasks under way. Each holds the clock unless it has requests open and all of them are parked (rule R2). */
export class Activities {
  readonly #clock: VirtualClock;
  readonly #random: Seeded;
  readonly #running = new Map<string, RunningActivity>();
  readonly #keys: AccessKeys;

  constructor(clock: VirtualClock, random: Seeded) {
    this.#clock = clock;
    this.#random = random;
    this.#keys = new AccessKeys(random, 'access-key');
  }

  /** Starts an activity under a role. `sessionName` is what AWS would name its session: a function's name, a task's id. */
  begin(roleArn: string, sessionName: string, { network, patienceSeconds }: Surroundings = {}): RunningActivity {
    const accessKeyId = this.#keys.draw();
    const hold = this.#clock.hold();
    const killing = new AbortController();
    const { promise: ended, resolve: tellEnded } = deferred<void>();
    let open = 0;
    let parked = 0;
    const waits = () => open > 0 && parked === open;
    const weigh = () => (waits() ? hold.park() : hold.unpark());
    const activity: RunningActivity = {
      accessKeyId,
      roleArn,
      sessionName,
      network,
      patienceSeconds,
      credentials: {
        accessKeyId,
        secretAccessKey: this.#random.hex(40, 'secret-key', accessKeyId),
        sessionToken: this.#random.hex(64, 'session-token', accessKeyId),
      },
      requestBegan: () => {
        open++;
        weigh();
      },
      requestParked: () => {
        parked++;
        weigh();
      },
      requestUnparked: () => {
        parked--;
        weigh();
      },
      requestEnded: () => {
        open--;
        weigh();
      },
      ended,
      waits,
      asks: () => open > 0,
      killed: killing.signal,
      kill: () => killing.abort(),
      end: () => {
        tellEnded();
        this.#running.delete(accessKeyId);
        hold.release();
      },
    };
    this.#running.set(accessKeyId, activity);
    return activity;
  }

  find(accessKeyId: string): Activity | undefined {
    return this.#running.get(accessKeyId);
  }

  /** True for a key of an activity that is over. */
  expired(accessKeyId: string): boolean {
    return this.#keys.drew(accessKeyId) && !this.#running.has(accessKeyId);
  }
}
