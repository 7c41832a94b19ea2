import type { Intent } from '../../core/intents.ts';
import { prefix, service, stage } from '../cloudformation.ts';
import { pascal } from '../names.ts';
import { PackagingError } from '../packaging-error.ts';
import { type Definition, fileOf } from './definition.ts';

/** A state machine as it is deployed. */
export interface Machine {
  /** Of its resource in the template. */
  logicalId: string;
  /** In the account. */
  name: string;
  /** Its definition's file, without `.asl.json`. */
  file: string;
  definition: Definition;
  kind: 'entry' | 'body' | 'other';
  /** What its placeholders stand for that no other machine's do. */
  own: Record<string, string>;
  /** When it starts by itself, as EventBridge writes it. */
  schedule?: string | undefined;
}

const bodies = 'bodies/';

/**
 * Each file is a machine of its name; run.asl.json alone is one for each intent.
 *
 * @throws PackagingError for an intent without a body, and for a file that would take the name of an entry
 */
export function deployedMachines(
  definitions: Map<string, Definition>,
  intents: Record<string, Pick<Intent, 'lease' | 'schedule'>>,
): Machine[] {
  const entries = Object.entries(intents).map(([intent, { lease, schedule }]): Machine => {
    for (const file of ['run', bodies + intent]) {
      if (!definitions.has(file)) throw new PackagingError(`${fileOf(file)}: is missing; the intent ${intent} of core/intents.ts needs it`);
    }
    const own = { Intent: intent, Lease: lease, Body: bodyName(intent) };
    return { ...entryName(intent), file: 'run', definition: definitions.get('run')!, kind: 'entry', own, schedule };
  });
  const others = [...definitions]
    .filter(([file]) => file !== 'run')
    .map(([file, definition]): Machine => {
      if (!file.startsWith(bodies)) return { ...entryName(file), file, definition, kind: 'other', own: {} };
      const intent = file.slice(bodies.length);
      return { logicalId: `${pascal(intent)}Body`, name: bodyName(intent), file, definition, kind: 'body', own: {} };
    });
  const machines = [...entries, ...others];
  const twice = machines.find(({ name }, index) => machines.findIndex((other) => other.name === name) < index);
  if (twice) throw new PackagingError(`${fileOf(twice.file)}: ${twice.name} is an intent's entry already; name the file otherwise`);
  return machines;
}

function entryName(name: string): { logicalId: string; name: string } {
  return { logicalId: `${pascal(name)}StateMachine`, name: `${prefix}-${name}` };
}

const bodyName = (intent: string) => `${service}-body-${stage}-${intent}`;
