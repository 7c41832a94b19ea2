import { allStates, type Definition, type Retrier } from '../../infrastructure/state-machines/definition.ts';
import { policiesFile, type RetryPolicies } from '../../infrastructure/state-machines/retry-policies.ts';

/** Retriers of a definition, as it is written, that say by themselves what a policy with a name says. */
export function retryCopies(definition: Definition, policies: RetryPolicies): string[] {
  return allStates(definition).flatMap(([state, { Retry = [] }]) =>
    Retry.flatMap((retrier) => {
      const copied = Object.entries(policies).find(([, policy]) => policy.some((one) => isCopy(retrier, one)));
      return copied ? [`${state}: writes out the policy ${copied[0]} of ${policiesFile}: name it`] : [];
    }),
  );
}

/** Policies that no state of any definition names. */
export function unusedPolicies(definitions: Iterable<Definition>, policies: RetryPolicies): string[] {
  const retriers = [...definitions].flatMap(allStates).flatMap(([, { Retry = [] }]) => Retry);
  const named = new Set(retriers.flatMap(({ ErrorEquals }) => ErrorEquals));
  return Object.keys(policies).filter((name) => !named.has(name));
}

/** A list of several errors is a copy whatever stands beside it; one error may be retried otherwise than a policy does. */
function isCopy(retrier: Retrier, policy: Retrier): boolean {
  const { ErrorEquals: given, ...how } = retrier;
  const { ErrorEquals: wanted, ...policyHow } = policy;
  if (Object.keys(how).length === 0 || !wanted.every((name) => given.includes(name))) return false;
  return wanted.length > 1 || same(how, policyHow);
}

function same(one: object, other: object): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b)));
  return sorted(one) === sorted(other);
}
