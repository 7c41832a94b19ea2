import { invalidRequest } from './refusals.ts';

/**
 * Keeps what every filter fits; a filter fits where one of its values equals the item's, or one of the ways to write it.
 *
 * @throws AwsError CloudHsmInvalidRequestException for a filter that the operation does not know
 */
export function filtered<T>(
  items: T[],
  filters: Record<string, string[]> | undefined,
  values: Record<string, (item: T) => string | string[] | undefined>,
): T[] {
  return Object.entries(filters ?? {}).reduce((kept, [name, wanted]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!value) throw invalidRequest(`The filter '${name}' is not one of ${Object.keys(values).join(', ')}`);
    return kept.filter((item) => [value(item) ?? []].flat().some((one) => wanted.includes(one)));
  }, items);
}
