import { applies } from './evaluation.ts';
import type { Statement } from './policy-document.ts';

/** A permission that was asked for and given. */
export interface Exercise {
  roleArn: string;
  action: string;
  resource: string;
}

/** An action that a policy allows, with the resources of its statement. */
export interface Grant {
  action: string;
  resources: string[];
}

const most = 20_000;

/** Which permissions of which role were used; of very many, those that were used last. */
export class Exercises {
  readonly #seen = new Map<string, Exercise>();

  record(exercise: Exercise): void {
    const key = JSON.stringify(exercise);
    this.#seen.delete(key);
    this.#seen.set(key, exercise);
    // only where there are too many: until a map is packed anew, its first key lies behind all that were deleted
    if (this.#seen.size > most) this.#seen.delete(this.#seen.keys().next().value!);
  }

  all(): Exercise[] {
    return [...this.#seen.values()];
  }

  /** The grants that nothing used. Conditions are left aside: whoever used the action met them. */
  unused(roleArn: string, statements: Statement[]): Grant[] {
    const used = this.all().filter((exercise) => exercise.roleArn === roleArn);
    return statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((statement) => {
        const each = statement.actions?.map((action) => ({ ...statement, actions: [action] })) ?? [statement];
        return each.filter((grant) => !used.some(({ action, resource }) => applies({ ...grant, conditions: [] }, action, resource, {})));
      })
      .map(({ actions, notActions, resources, notResources }) => ({
        action: actions?.[0] ?? `all but ${notActions!.join(', ')}`,
        resources: resources ?? [`all but ${notResources!.join(', ')}`],
      }));
  }
}
