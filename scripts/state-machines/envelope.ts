import { allStates, type Block, type Definition } from '../../infrastructure/state-machines/definition.ts';

const bodies = 'bodies/';

/** What does not keep to envelope and bodies: run.asl.json alone takes the lease, and a body fails in the state that fails. */
export function envelopeFaults(definitions: Map<string, Definition>): string[] {
  return [...definitions].flatMap(([name, definition]) => {
    const faults = [
      ...(name === 'run' ? [] : leases(definition)),
      ...(name.startsWith(bodies) ? [...ends(definition), ...catchesAll(definition)] : []),
    ];
    return faults.map((fault) => `${name}: ${fault}`);
  });
}

function leases(definition: Definition): string[] {
  return JSON.stringify(definition).includes('AcquireLease') ? ['names AcquireLease: the lease is for run alone to take'] : [];
}

function ends(definition: Definition): string[] {
  const failing = allStates(definition).filter(([, { Type }]) => Type === 'Fail');
  return failing.map(([state]) => `${state}: a body has no Fail: the state that fails is to be seen`);
}

/** A branch may return its outcome instead of stopping the others. */
function catchesAll({ States }: Block): string[] {
  return Object.entries(States)
    .filter(([, { Catch = [] }]) => Catch.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')))
    .map(([state]) => `${state}: a body catches no States.ALL: the entry says why it failed`);
}
