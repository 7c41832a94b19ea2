import { compile } from './compile.ts';
import { type Evaluation, TooHeavy } from './evaluation.ts';
import { evaluationKey } from './interpreter.ts';
import { plain, UnsupportedResult } from './plain.ts';

/** Why an expression gave nothing that can go on, in AWS's words. */
export class EvaluationFailure extends Error {}

/** The names that an expression sees: `$states` and the variables. */
export type Names = Record<string, unknown>;

/**
 * @returns plain data
 * @throws EvaluationFailure; TooHeavy where the evaluation has a budget
 */
export async function evaluateHere(text: string, names: Names, evaluation: Evaluation): Promise<unknown> {
  let result: unknown;
  try {
    result = await compile(text).expression.evaluate(undefined, { ...names, [evaluationKey]: evaluation });
    if (result !== undefined) return plain(result);
  } catch (error) {
    if (error instanceof TooHeavy) throw error;
    if (error instanceof UnsupportedResult) throw new EvaluationFailure('returned an unsupported result type.');
    const { code, message } = error as { code?: string; message?: string };
    throw new EvaluationFailure(`threw an error during evaluation${code ? `. ${code}` : ''}: ${message}`);
  }
  throw new EvaluationFailure('returned nothing (undefined).');
}
