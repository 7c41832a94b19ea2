import type { RequestContext } from '../../service/request-context.ts';
import { matchesArn, matchesWildcard } from '../../service/wildcard.ts';

/** One line of a policy's Condition block. */
export interface Condition {
  operator: string;
  key: string;
  values: string[];
}

type Comparison = (wanted: string, found: string) => boolean;

/** `negated` operators hold where no value matches, and where the key is absent. */
const operators: Record<string, { compare: Comparison; negated?: boolean }> = {
  StringEquals: { compare: (wanted, found) => wanted === found },
  StringNotEquals: { compare: (wanted, found) => wanted === found, negated: true },
  StringEqualsIgnoreCase: { compare: (wanted, found) => wanted.toLowerCase() === found.toLowerCase() },
  StringNotEqualsIgnoreCase: { compare: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(), negated: true },
  StringLike: { compare: matchesWildcard },
  StringNotLike: { compare: matchesWildcard, negated: true },
  ArnEquals: { compare: matchesArn },
  ArnLike: { compare: matchesArn },
  ArnNotEquals: { compare: matchesArn, negated: true },
  ArnNotLike: { compare: matchesArn, negated: true },
  Bool: { compare: (wanted, found) => wanted.toLowerCase() === found.toLowerCase() },
};

/** The keys that the emulator knows the value of, or knows to be absent; `*` stands for any tag, or any key of an encryption context. */
export const knownConditionKeys = [
  'acm-pca:TemplateArn',
  'sts:ExternalId',
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:RequestTag/*',
  'aws:RequestedRegion',
  'aws:ResourceAccount',
  'aws:ResourceTag/*',
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:TagKeys',
  'iam:AWSServiceName',
  'iam:PassedToService',
  'kms:EncryptionContext:*',
  'kms:KeyOrigin',
];

/** Why a condition cannot be evaluated here; undefined where it can. */
export function unknownCondition({ operator, key }: Condition): string | undefined {
  if (operator !== 'Null' && !operators[parts(operator).name]) {
    return `condition operator ${operator}: supported are ${[...Object.keys(operators), 'Null'].join(', ')}, with ForAnyValue:, ForAllValues: and IfExists`;
  }
  if (!knownConditionKeys.some((known) => matchesWildcard(known, key, { ignoreCase: true }))) {
    return `condition key ${key}: supported are ${knownConditionKeys.join(', ')}`;
  }
  return undefined;
}

/** Whether a request meets every condition; one with several values is met by any of them. */
export function conditionsHold(conditions: Condition[], context: RequestContext): boolean {
  return conditions.every((condition) => holds(condition, context));
}

function holds(condition: Condition, context: RequestContext): boolean {
  const entry = Object.entries(context).find(([key]) => key.toLowerCase() === condition.key.toLowerCase());
  const found = entry === undefined ? [] : [entry[1]].flat();
  if (condition.operator === 'Null') return condition.values.some((value) => (value === 'true') === (found.length === 0));
  const { name, set, ifExists } = parts(condition.operator);
  const { compare, negated } = operators[name]!;
  const meets = (value: string) => condition.values.some((wanted) => compare(wanted, value)) !== Boolean(negated);
  if (set === 'ForAllValues') return found.every(meets);
  if (found.length === 0) return ifExists || (Boolean(negated) && set === undefined);
  return found.some(meets);
}

function parts(operator: string) {
  const match = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/.exec(operator)!;
  return { set: match[1], name: match[2]!, ifExists: match[3] !== undefined };
}
