import { partsOf } from './cases.ts';
import type { Scenario } from './scenario.ts';

/**
 * Leaves out what another scenario has before: the same kind of fault at the same place, that is, at the same request of the same
 * caller, or in the same state. Only its number may differ: the first is one place, the second another, and any later one a third.
 *
 * @param ids in the order of their scenarios
 * @param scenarios which of them have places that mean something else there
 */
export function eachPlaceOnce(ids: string[], scenarios: Pick<Scenario, 'name' | 'own'>[]): string[] {
  const seen = new Map<string, string>();
  const owns = new Map(scenarios.map(({ name, own }) => [name, own]));
  return ids.filter((id) => {
    const { scenario, kind, target } = partsOf(id);
    const place = owns.get(scenario)?.test(target) ? id : `${kind}/${target.replace(/\.(?!1$|2$)\d+$/, '.later')}`;
    if (!seen.has(place)) seen.set(place, scenario);
    return seen.get(place) === scenario;
  });
}
