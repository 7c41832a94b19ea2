import { arrays } from './arrays.ts';
import type { IntrinsicFunction } from './function.ts';
import { json } from './json.ts';
import { numbers } from './numbers.ts';
import { texts } from './texts.ts';

/**
 * Intrinsic functions by their names.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export const functions: Record<string, IntrinsicFunction> = { ...arrays, ...json, ...numbers, ...texts };
