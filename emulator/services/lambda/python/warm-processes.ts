/** Each takes some 50 MB with boto3. A number, and no time of this machine's: the same seed has the same environments. */
const mostIdle = 12;

/** The execution environments of a place whose processes have nothing to do. */
export class WarmProcesses {
  /** With what discards them: who has waited the longest comes first. */
  readonly #idle = new Map<object, () => void>();

  /** One of many that have nothing to do goes, as Lambda may let one go at any time. */
  left(environment: object, discard: () => void): void {
    this.#idle.set(environment, discard);
    const [oldest] = this.#idle.values();
    if (this.#idle.size > mostIdle) oldest!();
  }

  /** It works, or is gone. */
  taken(environment: object): void {
    this.#idle.delete(environment);
  }
}
