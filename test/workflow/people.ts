import type { Deployment } from './deployment.ts';
import { itemOnRecord } from './record.ts';

const whole = new Map<string, unknown>();

/** From now on the body of provision ends at once and says that it waits for people, so many seconds at most. */
export function waitInBody(deployment: Deployment, seconds: number): void {
  const { clock, states } = deployment.home;
  const body = states.machine(deployment.machine('body/provision'));
  whole.set(body.name, whole.get(body.name) ?? body.definition);
  const now = clock.date();
  const deadline = new Date(now.getTime() + seconds * 1000).toISOString();
  const publish = { subject: 'A signature is wanted', message: 'Sign the CSR.' };
  const waiting = { for: 'signature', since: now.toISOString(), deadline, publish };
  const Waiting = { Type: 'Succeed', Output: { result: {}, pace: 1, waiting } };
  body.definition = { QueryLanguage: 'JSONata', StartAt: 'Waiting', States: { Waiting } } as never;
}

/** From now on it is as it was. */
export function goOn(deployment: Deployment): void {
  const body = deployment.home.states.machine(deployment.machine('body/provision'));
  body.definition = whole.get(body.name) as never;
}

/** What programs are told of an execution that waits for people. */
export function waitings({ home }: Deployment, executionArn: string) {
  return home.events.taken.all.filter(
    (event) => event['detail-type'] === 'Environment Waiting' && (event.detail as { execution: string }).execution === executionArn,
  );
}

/** What people are told of an execution. */
export function notices({ home }: Deployment, executionArn: string) {
  return [...home.sns.topics.values()].flatMap(({ messages }) => messages).filter(({ message }) => message.includes(executionArn));
}

export async function leaseHolder({ home }: Deployment, environment: string): Promise<string | undefined> {
  return (await itemOnRecord(home, environment, 'lease')).holder?.S;
}

/** What sends the answer of people to who waits for it. */
export async function token({ home }: Deployment, environment: string, intent = 'provision'): Promise<string> {
  return (await itemOnRecord(home, environment, `waiting#${intent}`)).token!.S!;
}
