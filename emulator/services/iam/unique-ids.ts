import type { Kernel } from '../../kernel/kernel.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The unique ids of an account's roles and policies. What is made again under its old ARN is known as another by its id. */
export class UniqueIds {
  readonly #random: Kernel['random'];
  /** How often something of an ARN was made. */
  readonly #made = new Map<string, number>();

  constructor(random: Kernel['random']) {
    this.#random = random;
  }

  /** @param prefix by which AWS tells ids of a kind */
  next(kind: string, prefix: string, arn: string): string {
    const made = this.#made.get(arn) ?? 0;
    this.#made.set(arn, made + 1);
    return `${prefix}${this.#random.text(17, letters, kind, arn, ...(made > 0 ? [made] : []))}`;
  }
}
