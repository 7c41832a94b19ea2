import type { AwsError } from '../../kernel/aws-error.ts';

const mostCombinations = 150;
const mostKeys = 5;

/** One way to meet a policy: how many keys it asks for, and how many combinations of values they have. */
interface Way {
  keys: number;
  combinations: number;
}

type Refused = (why: string) => AwsError;

/**
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 *
 * @throws AwsError as it is refused
 */
export function checkComplexity(policy: object, refused: Refused): void {
  const ways = waysOf(policy, 1, refused);
  if (ways.reduce((sum, { combinations }) => sum + combinations, 0) > mostCombinations) throw refused('Filter policy is too complex');
  if (ways.some(({ keys }) => keys > mostKeys)) throw refused(`Filter policy can not have more than ${mostKeys} keys`);
}

/** The values of a key count once for each level that it stands in. */
function waysOf(policy: object, level: number, refused: Refused): Way[] {
  let ways: Way[] = [{ keys: 0, combinations: 1 }];
  for (const [name, wanted] of Object.entries(policy)) {
    const inner =
      name === '$or'
        ? (wanted as object[]).flatMap((alternative) => waysOf(alternative, level, refused))
        : Array.isArray(wanted)
          ? [{ keys: 1, combinations: wanted.length * level }]
          : waysOf(wanted, level + 1, refused);
    if (ways.length * inner.length > mostCombinations) throw refused('Filter policy is too complex');
    ways = ways.flatMap((way) => inner.map((more) => ({ keys: way.keys + more.keys, combinations: way.combinations * more.combinations })));
  }
  return ways;
}
