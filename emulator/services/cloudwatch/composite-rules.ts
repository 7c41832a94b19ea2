import type { Alarm, StateValue } from './alarm.ts';
import type { CompositeRule } from './composite-rule.ts';
import { invalid } from './queries.ts';

/** The rules of a place's composite alarms, by the names of the alarms. */
export class CompositeRules {
  readonly #byName = new Map<string, CompositeRule>();

  /** @throws AwsError ValidationException where it leads back to its alarm */
  put(name: string, rule: CompositeRule): void {
    if (this.#leadsTo(name, rule)) throw invalid(`The alarm rule of ${name} leads back to it`);
    this.#byName.set(name, rule);
  }

  delete(name: string): void {
    this.#byName.delete(name);
  }

  /** Alarms whose rules name this one. */
  parentsOf(name: string): string[] {
    return [...this.#byName].filter(([, { names }]) => names.includes(name)).map(([parent]) => parent);
  }

  childrenOf(name: string): string[] {
    return this.#byName.get(name)?.names ?? [];
  }

  /** What a composite alarm says while the alarms of its rule are as they are. */
  verdict(name: string, alarms: ReadonlyMap<string, Alarm>): { state: StateValue; reason: string } {
    const { holds, names } = this.#byName.get(name)!;
    const state = holds((child) => alarms.get(child)?.StateValue) ? 'ALARM' : 'OK';
    const why = names.map((child) => `${alarms.get(child)?.AlarmArn ?? child} is ${alarms.get(child)?.StateValue ?? 'missing'}`);
    return { state, reason: `The rule ${state === 'ALARM' ? 'holds' : 'does not hold'}: ${why.join(', ')}`.slice(0, 1023) };
  }

  #leadsTo(wanted: string, { names }: CompositeRule): boolean {
    const seen = new Set<string>();
    const pending = [...names];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (name === wanted) return true;
      if (seen.has(name)) continue;
      seen.add(name);
      pending.push(...this.childrenOf(name));
    }
    return false;
  }
}
