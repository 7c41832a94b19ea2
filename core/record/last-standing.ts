import * as z from 'zod/mini';
import { intents } from '../intents.ts';
import { readOutcome } from './outcome-item.ts';

const WithHsms = z.object({ cluster: z.object({ hsms: z.array(z.object({ id: z.string(), eniId: z.string() })) }) });

/** The HSMs that stood when a run on an environment last succeeded, whatever it did; none where none has. */
export async function lastStandingHsms(environment: string): Promise<{ id: string; eniId: string }[]> {
  const names = Object.keys(intents).filter((intent) => intents[intent]!.lease === 'environment');
  const outcomes = await Promise.all(names.map((intent) => readOutcome(environment, intent)));
  const told = outcomes.flatMap((last) => {
    const read = WithHsms.safeParse(last?.outcome);
    return last && read.success ? [{ at: Date.parse(last.at), hsms: read.data.cluster.hsms }] : [];
  });
  return told.toSorted((a, b) => b.at - a.at)[0]?.hsms ?? [];
}
