import { Seeded } from '../../../kernel/seeded.ts';
import { EvaluationFailure, evaluateHere } from './evaluate-here.ts';
import { Evaluation } from './evaluation.ts';
import type { Answer, Request } from './request.ts';

/** What runs in the process beside the emulator: an evaluation at a time, bounded by AWS's own limits. */
process.on('message', async (request: Request) => process.send!(await answer(request)));
process.on('disconnect', () => process.exit());
process.send!('ready');

async function answer({ text, names, millis, seed, purpose }: Request): Promise<Answer> {
  try {
    return { value: await evaluateHere(text, names, new Evaluation({ millis, random: new Seeded(seed), purpose })) };
  } catch (error) {
    if (error instanceof EvaluationFailure) return { failure: error.message };
    throw error;
  }
}
