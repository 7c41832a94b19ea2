import { AwsError } from '../../kernel/aws-error.ts';
import { usualKey } from './parameter-description.ts';
import { checkPath, isBelow } from './parameter-path.ts';
import type { ParameterVersion } from './state.ts';

export interface ParameterFilter {
  Key: string;
  Option?: string;
  Values?: string[];
}

/** A parameter, by one of its versions. */
interface Candidate {
  name: string;
  version: ParameterVersion;
  tags: Record<string, string>;
}

const named: Record<string, (candidate: Candidate) => string | undefined> = {
  Name: ({ name }) => name.replace(/^\//, ''),
  Type: ({ version }) => version.type,
  KeyId: ({ version }) => (version.type === 'SecureString' ? usualKey : undefined),
  Tier: ({ version }) => version.tier,
  DataType: ({ version }) => version.dataType,
};

const known: Record<string, string[]> = {
  Type: ['String', 'StringList', 'SecureString'],
  Tier: ['Standard', 'Advanced', 'Intelligent-Tiering'],
};

/** The filters of DescribeParameters. */
export const describing = ['Path', 'Name', 'Type', 'KeyId', 'Tier', 'DataType', 'tag:'];

/**
 * Whether a parameter is what all filters ask for.
 *
 * @throws AwsError InvalidFilterKey, InvalidFilterOption, InvalidFilterValue
 */
export function matching(filters: ParameterFilter[], keys: string[]): (candidate: Candidate) => boolean {
  const twice = filters.find(({ Key }, index) => filters.findIndex((other) => other.Key === Key) < index);
  if (twice) {
    const why = `The following filter is duplicated in the request: ${twice.Key}. A request can contain only one occurrence of a specific filter.`;
    throw new AwsError('InvalidFilterKey', why);
  }
  const tests = filters.map((filter) => matcher(filter, keys));
  return (candidate) => tests.every((matches) => matches(candidate));
}

function matcher({ Key, Option, Values = [] }: ParameterFilter, keys: string[]): (candidate: Candidate) => boolean {
  if (!keys.some((key) => Key === key || (key === 'tag:' && Key.startsWith(key))))
    throw new AwsError(
      'InvalidFilterKey',
      `The following filter key is not valid: ${Key}. Valid filter keys include: [${keys.join(', ')}].`,
    );
  if (Values.length === 0 && !Key.startsWith('tag:'))
    throw new AwsError('InvalidFilterValue', `The following filter values are missing : null for filter key ${Key}.`);
  if (Key === 'Path') return inPath(option(Option ?? 'OneLevel', ['Recursive', 'OneLevel']), Values);
  const strange = Values.find((value) => known[Key] && !known[Key].includes(value));
  if (strange !== undefined) {
    const why = `The following filter value is not valid: ${strange}. Valid values include: [${known[Key]!.join(', ')}].`;
    throw new AwsError('InvalidFilterValue', why);
  }
  const compare = comparing(option(Option ?? 'Equals', Key === 'Name' ? ['Contains', 'BeginsWith', 'Equals'] : ['BeginsWith', 'Equals']));
  if (Key === 'Label') return ({ version }) => version.labels.some((label) => Values.some((value) => compare(label, value)));
  const tag = Key.startsWith('tag:') ? Key.slice('tag:'.length) : undefined;
  const wanted = Key === 'Name' ? Values.map((value) => value.replace(/^\//, '')) : Values;
  return (candidate) => {
    const held = tag === undefined ? named[Key]!(candidate) : new Map(Object.entries(candidate.tags)).get(tag);
    return held !== undefined && (wanted.length === 0 || wanted.some((value) => compare(held, value)));
  };
}

function option(given: string, valid: string[]): string {
  if (valid.includes(given)) return given;
  throw new AwsError(
    'InvalidFilterOption',
    `The following filter option is not valid: ${given}. Valid options include: [${valid.join(', ')}].`,
  );
}

function comparing(how: string): (held: string, wanted: string) => boolean {
  if (how === 'BeginsWith') return (held, wanted) => held.startsWith(wanted);
  if (how === 'Contains') return (held, wanted) => held.includes(wanted);
  return (held, wanted) => held === wanted;
}

function inPath(how: string, paths: string[]): (candidate: Candidate) => boolean {
  for (const path of paths) checkPath(path);
  return ({ name }) => paths.some((path) => isBelow(name, path, how === 'Recursive'));
}
