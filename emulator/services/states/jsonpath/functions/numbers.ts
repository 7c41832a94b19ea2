import { javaRandom } from '../../jsonata/java-random.ts';
import { type Chance, FunctionFailure, type IntrinsicFunction, integer } from './function.ts';

/** Of Java's integers. */
const most = 2 ** 31 - 1;
const least = -(2 ** 31);

function whole(value: unknown): number {
  const number = integer(value);
  if (number >= least && number <= most) return number;
  throw new FunctionFailure(`The number ${number} is not between ${least} and ${most}`);
}

/** From the first, included, to the second, excluded; with a seed the same each time. */
function random(given: unknown[], chance: Chance): number {
  const [from, to, seed] = given.map(whole) as [number, number, number | undefined];
  if (from >= to) throw new FunctionFailure('The end must be larger than the start');
  return from + Math.floor((seed === undefined ? chance.fraction() : javaRandom(seed)) * (to - from));
}

export const numbers: Record<string, IntrinsicFunction> = {
  'States.MathAdd': { least: 2, most: 2, run: ([one, other]) => whole(whole(one) + whole(other)) },
  'States.MathRandom': { least: 2, most: 3, run: random },
  'States.UUID': { least: 0, most: 0, run: (_, chance) => chance.uuid() },
};
