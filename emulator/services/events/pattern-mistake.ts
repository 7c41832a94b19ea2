import { type Node, parseTree } from 'jsonc-parser';
import { placeAt } from '../../kernel/json-problem.ts';

type Step = string | number;

/**
 * How far a value was read when it was refused: its first token (of a text, the quotation mark that opens it), a text as a whole, or
 * the end of what holds others.
 */
type Reach = 'begun' | 'read' | 'closed';

/** Where a reader stood that found a mistake. */
interface Standing {
  path: Step[];
  reach: Reach;
  /** In a list of exclusions the reader of the list tells the place once more. */
  twice: boolean;
}

/** What is wrong with a pattern, as event-ruler says it, and where its reader stood: nowhere for what it finds in a text by itself. */
export class PatternMistake extends Error {
  standing: Standing | undefined;

  constructor(reason: string, standing?: Standing) {
    super(reason);
    this.standing = standing;
  }
}

/** @param path to the value from the one that is looked at */
export function mistake(reason: string, reach: Reach = 'begun', ...path: Step[]): PatternMistake {
  return new PatternMistake(reason, { path, reach, twice: false });
}

/** Looks at what a value holds: a mistake in there knows the way to it. @throws PatternMistake */
export function within<T>(step: Step, look: () => T): T {
  try {
    return look();
  } catch (found) {
    if (found instanceof PatternMistake) found.standing?.path.unshift(step);
    throw found;
  }
}

/** The words with the place, as the parser tells it that event-ruler reads with (https://github.com/aws/event-ruler, JsonRuleCompiler). */
export function toldWithPlace({ message, standing }: PatternMistake, text: string): string {
  const node = standing && nodeAt(parseTree(text), standing.path);
  if (!node) return message;
  const place = `\n at ${placeAt(text, reached(node, standing.reach))}`;
  return message + (standing.twice ? place + place : place);
}

function nodeAt(node: Node | undefined, [step, ...rest]: Step[]): Node | undefined {
  if (step === undefined || !node) return node;
  if (typeof step === 'number') return nodeAt(node.children?.[step], rest);
  // a name with dots is several steps
  for (let steps = 0; steps <= rest.length; steps++) {
    const name = [step, ...rest.slice(0, steps)].join('.');
    const member = node.children?.findLast(({ children }) => children?.[0]?.value === name);
    const found = member && nodeAt(member.children?.[1], rest.slice(steps));
    if (found) return found;
  }
  return undefined;
}

function reached({ type, offset, length }: Node, reach: Reach): number {
  const opens = type === 'string' || type === 'object' || type === 'array';
  return reach === 'begun' && opens ? offset + 1 : offset + length;
}
