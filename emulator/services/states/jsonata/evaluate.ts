import { apart } from './apart.ts';
import { compile } from './compile.ts';
import { EvaluationFailure, evaluateHere, type Names } from './evaluate-here.ts';
import { Evaluation, type Surroundings, TooHeavy } from './evaluation.ts';

/** Work that an evaluation may be where it is asked for: some ten milliseconds at most. */
const budget = 20_000;

/**
 * Evaluates an expression: where it is asked for if that is done in no time, else in a process beside this one, which ends it when it
 * takes too much.
 *
 * @param holding holds the clock while something takes real time
 * @returns plain data, and the work that it was here
 * @throws EvaluationFailure
 */
export async function evaluate(
  text: string,
  names: Names,
  surroundings: Surroundings,
  holding: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<{ value: unknown; work: number }> {
  const evaluation = new Evaluation(surroundings, budget);
  if (compile(text).quick) {
    try {
      return { value: await evaluateHere(text, names, evaluation), work: evaluation.work };
    } catch (error) {
      if (!(error instanceof TooHeavy)) throw error;
    }
  }
  const { millis, random, purpose } = surroundings;
  const answer = await holding(() => apart.evaluate({ text, names, millis, seed: random.seed, purpose }));
  if ('failure' in answer) throw new EvaluationFailure(answer.failure);
  return { value: answer.value, work: evaluation.work };
}
