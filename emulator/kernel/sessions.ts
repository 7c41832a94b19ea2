import { AccessKeys } from './access-keys.ts';
import type { Credentials } from './activities.ts';
import type { Seeded } from './seeded.ts';

/** A role that somebody has assumed. */
interface RoleSession {
  readonly roleArn: string;
  readonly sessionName: string;
  /** Of the tags that go on to each role that is assumed from it. */
  readonly transitiveTagKeys?: ReadonlySet<string>;
}

/** A person for a while. */
interface PersonSession {
  readonly roleArn?: undefined;
  readonly transitiveTagKeys?: undefined;
  readonly accountId: string;
}

type Session = (RoleSession | PersonSession) & { readonly accessKeyId: string; readonly expiresAt: Date };

/** The sessions that STS has given credentials for. */
export class Sessions {
  readonly #now: () => number;
  readonly #random: Seeded;
  readonly #keys: AccessKeys;
  readonly #sessions = new Map<string, Session>();

  /** @param now virtual milliseconds */
  constructor(now: () => number, random: Seeded) {
    this.#now = now;
    this.#random = random;
    this.#keys = new AccessKeys(random, 'session-key');
  }

  begin(whose: RoleSession | PersonSession, seconds: number): { credentials: Credentials; expiresAt: Date } {
    for (const key of this.#sessions.keys()) if (!this.find(key)) this.#sessions.delete(key);
    const accessKeyId = this.#keys.draw();
    const expiresAt = new Date(this.#now() + seconds * 1000);
    this.#sessions.set(accessKeyId, { ...whose, accessKeyId, expiresAt });
    const secretAccessKey = this.#random.hex(40, 'secret-key', accessKeyId);
    return { expiresAt, credentials: { accessKeyId, secretAccessKey, sessionToken: this.#random.hex(64, 'session-token', accessKeyId) } };
  }

  find(accessKeyId: string): Session | undefined {
    const session = this.#sessions.get(accessKeyId);
    return session && session.expiresAt.getTime() > this.#now() ? session : undefined;
  }

  /** True for a key of a session that is over. */
  expired(accessKeyId: string): boolean {
    return this.#keys.drew(accessKeyId) && !this.find(accessKeyId);
  }
}
