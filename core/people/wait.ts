import type { Cluster } from '../cloudhsm/cluster.ts';
import { liveHsms } from '../cloudhsm/hsm.ts';
import { toldHere } from '../commands-here.ts';
import { environmentCost } from '../pricing.ts';
import type { WaitingFor } from '../record/waiting-item.ts';

/** What people can be asked for. */
type Wanted = 'certificate' | 'activation' | 'approval';

export interface Question {
  environment: string;
  wanted: Wanted;
  /** In half a sentence: `the certificate of its cluster`. */
  what: string;
  /** Why it is asked again. */
  why?: string | undefined;
  /** What people do, one after the other. */
  steps: string[];
  /** What they need for it, as it is. */
  attached?: string;
  details: Record<string, string>;
}

/** How long people may take before the run fails, which can then be started again; where the file says nothing of it. */
const usualDays = 30;

/**
 * What a body says that ends because people are wanted: the envelope tells them, and again each day.
 *
 * @param now ISO 8601: the state machine's time
 */
export function waitFor(question: Question, cluster: Cluster, now: string, days = usualDays): WaitingFor {
  const { environment, wanted, what, why, steps, attached, details } = question;
  const hsms = liveHsms(cluster).length;
  const { perHour } = environmentCost(process.env.AWS_REGION ?? '', cluster.hsmType, hsms, 0);
  const deadline = new Date(Date.parse(now) + days * 86_400_000).toISOString();
  const message = [
    `The workflow of the CloudHSM environment ${environment} waits for ${what}.${why ? ` ${toldHere(why)}` : ''}`,
    steps.map((step, index) => `${index + 1}. ${toldHere(step)}`).join('\n'),
    `It waits until ${deadline}; then it fails, and can be started again. Others may work on the environment meanwhile. ${hsms === 1 ? 'Its HSM is' : `Its ${hsms} HSMs are`} billed, with about $${perHour.toFixed(2)} an hour.`,
    ...(attached ? [attached] : []),
  ].join('\n\n');
  return {
    for: wanted,
    since: now,
    deadline,
    publish: { subject: `CloudHSM environment ${environment} waits for ${what}`, message: `${message}\n` },
    perHour,
    details: { clusterId: cluster.clusterId, ...details },
  };
}
