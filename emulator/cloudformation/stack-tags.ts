import type { ResourceType } from './resource-type.ts';

/** CloudFormation gives a stack's tags to its resources, where their types have tags; a resource's own come first. */
export function withStackTags(
  { properties: table }: ResourceType,
  properties: Record<string, unknown>,
  stackTags: { Key: string; Value: string }[],
): Record<string, unknown> {
  const kind = table.Tags?.kind;
  if (stackTags.length === 0 || (kind !== 'structures' && kind !== 'textMap')) return properties;
  if (kind === 'textMap') {
    const Tags = { ...Object.fromEntries(stackTags.map(({ Key, Value }) => [Key, Value])), ...(properties.Tags as object | undefined) };
    return { ...properties, Tags };
  }
  const own = (properties.Tags ?? []) as { Key: string }[];
  return { ...properties, Tags: [...own, ...stackTags.filter(({ Key }) => !own.some((tag) => tag.Key === Key))] };
}
