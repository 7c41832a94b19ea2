import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackagingError } from '../packaging-error.ts';
import { type Definition, eachState, fileOf, folder, type Retrier } from './definition.ts';

/** Retriers by the name of what they are for. */
export type RetryPolicies = Record<string, Retrier[]>;

export const policiesFile = `${folder}/retry-policies.json`;

export function readRetryPolicies(project = '.'): RetryPolicies {
  return JSON.parse(readFileSync(join(project, policiesFile), 'utf8')) as RetryPolicies;
}

/**
 * A machine with its retriers written out. One that is nothing but `{"ErrorEquals": ["NAME"]}` stands for the policy of that name.
 *
 * @param name of the definition's file
 * @throws PackagingError for a name that no policy has
 */
export function expandRetries(definition: Definition, policies: RetryPolicies, name: string): Definition {
  return eachState(definition, (state, stateName) => {
    if (!state.Retry) return state;
    const expanded = state.Retry.flatMap((retrier) => {
      const policy = shorthand(retrier);
      if (policy === undefined) return [retrier];
      if (Object.hasOwn(policies, policy)) return policies[policy]!;
      throw new PackagingError(
        `${fileOf(name)}: ${stateName}: Retry names ${policy}, which ${policiesFile} does not have; ` +
          `it has ${Object.keys(policies).join(', ')}. Name one of them, or write the retrier out with its IntervalSeconds and MaxAttempts`,
      );
    });
    return { ...state, Retry: expanded };
  });
}

/** The policy that a retrier stands for; undefined where it is written out. */
function shorthand(retrier: Retrier): string | undefined {
  const [field, ...others] = Object.keys(retrier);
  return field === 'ErrorEquals' && others.length === 0 && retrier.ErrorEquals.length === 1 ? retrier.ErrorEquals[0] : undefined;
}
