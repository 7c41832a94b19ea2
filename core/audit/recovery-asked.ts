import type { EnvironmentFact } from './facts/facts.ts';

/** By region, beside their own, in which some file wants its environment restored: the subnets that files name there. */
export function recoveryAsked(environments: EnvironmentFact[], home: string): Map<string, string[]> {
  const asked = new Map<string, string[]>();
  for (const { recovery } of environments.flatMap(({ file }) => file ?? [])) {
    if (!recovery || recovery.region === home) continue;
    asked.set(recovery.region, [...new Set([...(asked.get(recovery.region) ?? []), ...recovery.subnetIds])]);
  }
  return asked;
}
