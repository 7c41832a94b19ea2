import { AwsError } from '../../kernel/aws-error.ts';

/** Values by period; a number stands for the same in every period. */
export type Values = Map<number, number> | number;

/** What an expression may name, and the periods that it is about. */
interface Scope {
  valuesOf: (id: string) => Values;
  periods: number[];
}

export type Expression = (scope: Scope) => Values | Values[];

/**
 * Metric math: numbers, ids, `+ - * /`, parentheses, lists in brackets, ABS, AVG, FILL, MAX, MIN and SUM. A period where a part has
 * no value has none.
 *
 * @throws AwsError ValidationException, naming what is not emulated
 */
export function readExpression(text: string): { expression: Expression; ids: string[] } {
  const parser = new Parser(text);
  return { expression: parser.whole(), ids: [...parser.ids] };
}

const deepest = 50;

class Parser {
  readonly ids = new Set<string>();
  readonly #text: string;
  readonly #tokens: string[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = text.match(/\d+(?:\.\d+)?|\w+|\S/g) ?? [];
  }

  whole(): Expression {
    const read = this.#sum();
    if (this.#at < this.#tokens.length) throw this.#refused();
    return read;
  }

  #sum(): Expression {
    if (++this.#depth > deepest) throw this.#refused();
    let left = this.#product();
    for (let token = this.#peek(); token === '+' || token === '-'; token = this.#peek()) {
      this.#at++;
      left = arithmetic(token, left, this.#product());
    }
    this.#depth--;
    return left;
  }

  #product(): Expression {
    let left = this.#factor();
    for (let token = this.#peek(); token === '*' || token === '/'; token = this.#peek()) {
      this.#at++;
      left = arithmetic(token, left, this.#factor());
    }
    return left;
  }

  #factor(): Expression {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw this.#refused();
    if (token === '-') return arithmetic('-', () => 0, this.#factor());
    if (token === '(') return this.#until(')', this.#sum());
    if (token === '[') {
      const items = this.#list();
      return this.#until(']', (scope) => items.map((item) => single(item(scope))));
    }
    if (/^\d/.test(token)) return () => Number(token);
    if (/^[a-z]/.test(token)) {
      this.ids.add(token);
      return ({ valuesOf }) => valuesOf(token);
    }
    if (Object.hasOwn(functions, token) && this.#peek() === '(') {
      this.#at++;
      const given = this.#list();
      return this.#until(')', (scope) =>
        functions[token]!(
          given.map((one) => one(scope)),
          scope,
        ),
      );
    }
    this.#at--;
    throw this.#refused();
  }

  #list(): Expression[] {
    const items = [this.#sum()];
    while (this.#peek() === ',') {
      this.#at++;
      items.push(this.#sum());
    }
    return items;
  }

  #until(end: string, read: Expression): Expression {
    if (this.#tokens[this.#at++] !== end) throw this.#refused();
    return read;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #refused(): AwsError {
    const where = this.#peek() ?? 'its end';
    const why = `Expression "${this.#text}": ${where} is not emulated there; docs/api-coverage.md lists what is`;
    return new AwsError('ValidationException', why);
  }
}

function single(values: Values | Values[]): Values {
  if (!Array.isArray(values)) return values;
  throw new AwsError('ValidationException', 'An expression in the place of one series returns several');
}

function at(values: Values, period: number): number | undefined {
  return typeof values === 'number' ? values : values.get(period);
}

/** By period, where every part has a value; a number where all are numbers. */
function combined(all: Values[], { periods }: Scope, of: (values: number[]) => number): Values {
  if (all.every((values) => typeof values === 'number')) return of(all);
  const found = new Map<number, number>();
  for (const period of periods) {
    const values = all.map((one) => at(one, period));
    if (!values.includes(undefined)) found.set(period, of(values as number[]));
  }
  return found;
}

function arithmetic(operator: string, left: Expression, right: Expression): Expression {
  const calculate: Record<string, (values: number[]) => number> = {
    '+': ([a, b]) => a! + b!,
    '-': ([a, b]) => a! - b!,
    '*': ([a, b]) => a! * b!,
    '/': ([a, b]) => a! / b!,
  };
  return (scope) => combined([single(left(scope)), single(right(scope))], scope, calculate[operator]!);
}

type MathFunction = (given: (Values | Values[])[], scope: Scope) => Values;

const functions: Record<string, MathFunction> = {
  ABS: ([values = 0], scope) => combined([single(values)], scope, ([value]) => Math.abs(value!)),
  AVG: (given, scope) => folded(given, scope, (values) => values.reduce((sum, value) => sum + value, 0) / values.length),
  FILL: ([values = 0, instead = 0], { periods }) => {
    const [series, filling] = [single(values), single(instead)];
    return new Map(periods.map((period) => [period, at(series, period) ?? at(filling, period)!]));
  },
  MAX: (given, scope) => folded(given, scope, (values) => Math.max(...values)),
  MIN: (given, scope) => folded(given, scope, (values) => Math.min(...values)),
  SUM: (given, scope) => folded(given, scope, (values) => values.reduce((sum, value) => sum + value, 0)),
};

/** Of a list, by period, over those that have a value there; of one series, one number for the whole of it. */
function folded([given = 0]: (Values | Values[])[], { periods }: Scope, of: (values: number[]) => number): Values {
  if (typeof given === 'number') return given;
  if (!Array.isArray(given)) return given.size === 0 ? new Map() : of([...given.values()]);
  const found = new Map<number, number>();
  for (const period of periods) {
    const values = given.map((one) => at(one, period)).filter((value) => value !== undefined);
    if (values.length > 0) found.set(period, of(values));
  }
  return found;
}
