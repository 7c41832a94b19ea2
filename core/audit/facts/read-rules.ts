import { ownRulePrefix } from '../../alarms/own-rules.ts';
import { signedRequest } from '../../aws/signed-request.ts';
import type { EventRuleFact } from './facts.ts';

interface Listed {
  Rules?: { Name?: string; State?: string }[];
  NextToken?: string;
}

/** The rules of EventBridge that this stack has, on the default bus. */
export async function readRules(stage: string): Promise<EventRuleFact[]> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.ListRules' };
  const found: EventRuleFact[] = [];
  let NextToken: string | undefined;
  do {
    const body = JSON.stringify({ NamePrefix: ownRulePrefix(stage), NextToken });
    const answer = JSON.parse(await signedRequest(undefined, { service: 'events', headers, body })) as Listed;
    found.push(...(answer.Rules ?? []).map(({ Name = '', State }) => ({ name: Name, on: State !== 'DISABLED' })));
    NextToken = answer.NextToken;
  } while (NextToken);
  return found;
}
