import { arn, attribute, ref } from '../cloudformation.ts';
import { taskFamily } from '../hsm-users.ts';
import { functionResource, kebab } from '../names.ts';
import { PackagingError } from '../packaging-error.ts';
import { fileOf } from './definition.ts';
import type { Machine } from './machines.ts';

/** What a `${Name}` in a definition stands for. */
export interface Meaning {
  value: unknown;
  /** Where it is the ARN of a state machine. */
  machine?: string;
}

/** What the placeholders of one machine may be. */
interface Vocabulary {
  machine: Machine;
  machines: Machine[];
  /** Names of all functions. */
  functions: string[];
}

/** The names of the placeholders that a value holds, each once. */
export function placeholdersIn(value: unknown): string[] {
  return [...new Set([...JSON.stringify(value).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!))];
}

/**
 * What a placeholder of a machine stands for. Other machines are named, not referred to: they may start each other in a circle.
 *
 * @throws PackagingError for a name that stands for nothing
 */
export function meaningOf(placeholder: string, { machine, machines, functions }: Vocabulary): Meaning {
  const fixed: Record<string, unknown> = {
    Partition: ref('AWS::Partition'),
    TaskCluster: attribute('TaskCluster', 'Arn'),
    HsmUsersTask: taskFamily,
    OutcomeTopic: ref('OutcomeTopic'),
  };
  if (Object.hasOwn(fixed, placeholder)) return { value: fixed[placeholder] };

  const own = machine.own[placeholder];
  if (own !== undefined) return placeholder === 'Body' ? machineNamed(own) : { value: own };

  const called = /^(\w+)Function$/.exec(placeholder)?.[1];
  if (called && functions.includes(kebab(called))) return { value: attribute(functionResource(kebab(called)), 'Arn') };

  const other = machines.find(({ logicalId }) => logicalId === placeholder);
  if (other) return machineNamed(other.name);

  const known = [...Object.keys(fixed), ...Object.keys(machine.own), ...machines.map(({ logicalId }) => logicalId)];
  throw new PackagingError(
    `${fileOf(machine.file)}: \${${placeholder}} stands for nothing. Write XFunction, where X is a function of ` +
      `infrastructure/functions.ts in capitals, or one of ${known.join(', ')}`,
  );
}

const machineNamed = (name: string): Meaning => ({ value: arn('states', `stateMachine:${name}`), machine: name });
