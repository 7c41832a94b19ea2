import { isDeepStrictEqual } from 'node:util';
import type { ChangeCause } from '../services/cloudformation/change.ts';
import { callsIn } from './function-call.ts';
import { type Reference, references } from './function-problems.ts';
import type { Source } from './template-plan.ts';

/** What of a stack becomes another one, by name: a parameter, a resource in place of one, or one that stays and may have other attributes. */
export type Altered = Map<string, 'parameter' | 'replaced' | 'modified'>;

/** A property as a template has it, and with its conditions and lookups in maps settled, which hides what the latter refer to. */
export interface Property {
  written: unknown;
  settled: unknown;
}

/** The parameters that are given another value, whatever a value may name in Systems Manager. */
export function alteredParameters(before: Source, after: Source): Altered {
  const names = Object.keys(after.template.Parameters ?? {});
  return new Map(names.filter((name) => givenTo(before, name) !== givenTo(after, name)).map((name) => [name, 'parameter']));
}

function givenTo({ template, given }: Source, name: string): string | undefined {
  const value = Object.hasOwn(given, name) ? given[name] : template.Parameters?.[name]?.Default;
  return value === undefined ? undefined : String(value);
}

/**
 * Why a property differs, as a change set tells it: what it refers to and that becomes another one, else its own text. Beside a
 * reference the property counts as modified itself, which of resources only those are told who ask for values.
 */
export function causesOf(property: Property, altered: Altered): ChangeCause[] {
  const causes = referred(property).flatMap(({ name, attribute }): ChangeCause[] => {
    const kind = altered.get(name);
    if (kind === 'parameter') return [{ Evaluation: 'Static', ChangeSource: 'ParameterReference', CausingEntity: name }];
    if (kind !== 'replaced') return [];
    if (attribute === undefined) return [{ Evaluation: 'Static', ChangeSource: 'ResourceReference', CausingEntity: name }];
    return [{ Evaluation: 'Static', ChangeSource: 'ResourceAttribute', CausingEntity: `${name}.${attribute}` }];
  });
  if (causes.length === 0) return [{ Evaluation: 'Static', ChangeSource: 'DirectModification' }];
  const isOfParameter = causes.some(({ ChangeSource }) => ChangeSource === 'ParameterReference');
  return [...causes, { Evaluation: 'Dynamic', ChangeSource: 'DirectModification', ...(!isOfParameter && { toldWith: 'values' }) }];
}

/** Why a property may differ once what it refers to has changed; whoever asks for values sees that it is the same so far. */
export function possibleCausesOf(property: Property, altered: Altered): ChangeCause[] {
  return referred(property).flatMap(({ name, attribute }): ChangeCause[] => {
    if (attribute === undefined || altered.get(name) !== 'modified') return [];
    return [{ Evaluation: 'Dynamic', ChangeSource: 'ResourceAttribute', CausingEntity: `${name}.${attribute}`, toldWith: 'names' }];
  });
}

function referred({ written, settled }: Property): Reference[] {
  const lookups = callsIn(written).filter(({ name }) => name === 'Fn::FindInMap');
  const all = references([...callsIn(settled), ...lookups.flatMap(({ argument }) => callsIn(argument))]);
  return all.filter((one, at) => all.findIndex((other) => isDeepStrictEqual(one, other)) === at);
}
