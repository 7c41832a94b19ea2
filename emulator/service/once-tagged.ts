import { loadAuthorization } from '../models/authorization.ts';

const most = 10_000;

/**
 * Resources whose tags somebody has changed by their services' operations: the Resource Groups Tagging API tells those, too, that have none
 * any more. The newest, where there were very many.
 */
export class OnceTagged {
  readonly #arns = new Set<string>();

  /** Notes what an action was on, if it is one that tags (Service Authorization Reference, access level). */
  note(prefix: string, action: string, resources: string[]): void {
    if (loadAuthorization(prefix)?.actions[action]?.access !== 'Tagging') return;
    for (const arn of resources) {
      this.#arns.delete(arn);
      this.#arns.add(arn);
    }
    for (const arn of this.#arns) {
      if (this.#arns.size <= most) return;
      this.#arns.delete(arn);
    }
  }

  has(arn: string): boolean {
    return this.#arns.has(arn);
  }
}
