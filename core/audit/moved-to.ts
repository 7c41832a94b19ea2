import type { EnvironmentFact, Facts } from './facts/facts.ts';

/** The recovery region of an environment that was restored and stands there: its secrets there are its own, and nothing is brought to it. */
export function movedTo({ name, file }: EnvironmentFact, { recoveries = [] }: Facts): string | undefined {
  return recoveries.find(({ region, standing }) => region === file?.recovery?.region && standing.includes(name))?.region;
}
