import type { Kind, Target } from './kind.ts';
import { callKinds } from './kinds/calls.ts';
import { deliveredTwice } from './kinds/deliveries.ts';
import { resourceKinds } from './kinds/resources.ts';
import { startsAndStops } from './kinds/starts-and-stops.ts';
import { unmadeKinds } from './kinds/unmade.ts';
import type { Recording } from './recording.ts';

/** Every kind of fault, in the order of the table. */
export const kinds: Kind[] = [...callKinds, deliveredTwice(), ...startsAndStops, ...resourceKinds, ...unmadeKinds];

/** One fault in one run. */
export interface FaultCase {
  /** `<intent>/<scenario>/<kind>/<target>`. */
  id: string;
  kind: Kind;
  target: Target;
}

/** All that can happen to a scenario, one at a time. */
export function casesOf(recording: Recording): FaultCase[] {
  const { name, kinds: only, without = [] } = recording.scenario;
  return kinds
    .filter((kind) => (only === undefined || only.includes(kind.name)) && !without.includes(kind.name))
    .flatMap((kind) => kind.targets(recording).map((target) => ({ id: `${name}/${kind.name}/${target.id}`, kind, target })));
}

/** The parts of an id. */
export function partsOf(id: string): { intent: string; scenario: string; kind: string; target: string } {
  const [intent = '', scenario = '', kind = '', target = ''] = id.split('/');
  return { intent, scenario: `${intent}/${scenario}`, kind, target };
}
