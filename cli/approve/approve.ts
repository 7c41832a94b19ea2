import { agree } from '../agree.ts';
import { takeSettings } from '../deployment.ts';
import { BadOption, CommandError, exitCodes } from '../exit.ts';
import { howToWatch } from '../follow/goes-on.ts';
import { note, print, printDocument } from '../output.ts';
import { openTarget } from '../target.ts';
import { whole } from '../text/wrap.ts';
import { answerActivation } from './activation.ts';
import type { Answer, ApproveOptions } from './answer.ts';
import { answerCertificate } from './certificate.ts';
import { type OpenWait, openWait } from './open-wait.ts';
import { sendAnswer } from './send-answer.ts';
import { answerToken } from './token.ts';

/** By what is waited for: the option that answers it, and what looks at the answer. */
const answers: Record<
  string,
  {
    option: 'certificate' | 'activated' | 'token';
    shown: string;
    what: string;
    look: (wait: OpenWait, options: ApproveOptions, now: Date, rehearsal: boolean) => Promise<Answer>;
  }
> = {
  certificate: { option: 'certificate', shown: '--certificate FILE --trust-anchor FILE', what: 'a certificate', look: answerCertificate },
  activation: { option: 'activated', shown: '--activated', what: 'its activation', look: answerActivation },
  approval: { option: 'token', shown: '--token FILE', what: 'a quorum of admins', look: answerToken },
};

/** Answers a run that waits for people. */
export async function approve(environment: string, options: ApproveOptions): Promise<void> {
  const given = Object.values(answers).filter(({ option }) => options[option] !== undefined);
  const shown = Object.values(answers).map((one) => one.shown);
  if (given.length !== 1) throw new BadOption(`say what is approved: one of ${shown.join(', ')}`);
  if (options.trustAnchor !== undefined && options.certificate === undefined)
    throw new BadOption('--trust-anchor belongs to a certificate: give --certificate too');
  const target = await openTarget(options);
  try {
    await takeSettings(target);
    const wait = await openWait(environment, target);
    const asked = answers[wait.for]!;
    if (asked !== given[0]) {
      const remedy = whole(`npx hsm approve ${environment} ${asked.shown}${target.again}`);
      throw new CommandError(`${environment} waits for ${asked.what}`, exitCodes.refused, 'NothingWaits', { remedy });
    }
    await target.readClock();
    const now = new Date(target.now());
    const answer = await asked.look(wait, options, now, target.rehearsal);
    if (!target.rehearsal && !options.yes) await agree(answer.plan);
    await answer.record();
    await sendAnswer(wait, target, now);
    if (answer.refused) throw answer.refused;
    const { execution, intent } = wait;
    if (options.json) printDocument({ environment, intent, outcome: 'SUCCEEDED', approved: wait.for, execution, ...answer.document });
    else print(`${answer.told}: ${intent} of ${environment} goes on`);
    note(`watch it: ${whole(howToWatch(target, environment))}`);
  } finally {
    await target.close();
  }
}
