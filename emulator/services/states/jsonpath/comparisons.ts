import { parseTimestamp } from '../timestamp.ts';

type Comparable = string | number | boolean;

/** What is compared of a value; undefined where it is of another kind. */
const kinds: Record<string, (value: unknown) => Comparable | undefined> = {
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  Numeric: (value) => (typeof value === 'number' ? value : undefined),
  String: (value) => (typeof value === 'string' ? value : undefined),
  Timestamp(value) {
    const at = typeof value === 'string' ? parseTimestamp(value) : Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  },
};

const relations: Record<string, (one: Comparable, other: Comparable) => boolean> = {
  Equals: (one, other) => one === other,
  LessThan: (one, other) => one < other,
  LessThanEquals: (one, other) => one <= other,
  GreaterThan: (one, other) => one > other,
  GreaterThanEquals: (one, other) => one >= other,
};

interface Comparison {
  kind: string;
  relation: string;
}

/** Every comparison that a rule may make with a value, by its name. */
export const comparisons: Record<string, Comparison> = Object.fromEntries(
  Object.keys(kinds).flatMap((kind) =>
    Object.keys(relations)
      .filter((relation) => kind !== 'Boolean' || relation === 'Equals')
      .map((relation) => [kind + relation, { kind, relation }]),
  ),
);

/** Whether a value is of the kind that is compared. */
export function isOf({ kind }: Comparison, value: unknown): boolean {
  return kinds[kind]!(value) !== undefined;
}

/** As recorded: values of another kind fit nothing. */
export function holds({ kind, relation }: Comparison, value: unknown, wanted: unknown): boolean {
  const [one, other] = [kinds[kind]!(value), kinds[kind]!(wanted)];
  return one !== undefined && other !== undefined && relations[relation]!(one, other);
}

/** Tests of a value's type, beside IsPresent. */
export const typeTests: Record<string, (value: unknown) => boolean> = {
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === 'string',
  IsNumeric: (value) => typeof value === 'number',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => kinds.Timestamp!(value) !== undefined,
};
