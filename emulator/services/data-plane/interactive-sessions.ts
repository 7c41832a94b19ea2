import type { Seeded } from '../../kernel/seeded.ts';
import type { Session } from './session.ts';

/** Somebody at the prompt of the CLI. */
export interface InteractiveSession {
  /** Who is logged in, and where; a session with an HSM is of that cluster alone. */
  login?: { session: Session; clusterId: string };
  /** The cluster of commands that name none. */
  clusterId?: string;
}

/** More than anybody has open: a client that is killed says nothing. */
const most = 1000;

/** Sessions of the CLI in interactive mode, by their ids. */
export class InteractiveSessions {
  readonly #open = new Map<string, InteractiveSession>();
  #opened = 0;

  open(random: Seeded, clusterId: string | undefined): string {
    const id = random.text(20, 'abcdefghijklmnopqrstuvwxyz234567', 'cli-session', String(this.#opened++));
    this.#open.set(id, { ...(clusterId !== undefined && { clusterId }) });
    if (this.#open.size > most) this.#open.delete(this.#open.keys().next().value!);
    return id;
  }

  get(id: string): InteractiveSession | undefined {
    return this.#open.get(id);
  }

  /** Who is logged in to a cluster at some prompt. */
  loggedIn(clusterId: string): Session[] {
    return [...this.#open.values()].flatMap(({ login }) => (login?.clusterId === clusterId ? [login.session] : []));
  }

  close(id: string): void {
    this.#open.delete(id);
  }
}
