import { primaryRegion, type Secret } from './secret.ts';

/**
 * Whether a secret has one of the values: at the start of its text, or in descriptions and in `all` word by word. With `!` before it,
 * whether it has not.
 *
 * @param region that it stands in
 */
export function passes(secret: Secret, region: string, key: string, values: string[]): boolean {
  const texts = textsOf(secret, region)[key] ?? [];
  const holds = key === 'description' || key === 'all' ? holdsWords : (text: string, value: string) => text.startsWith(value);
  return values.some((value) => {
    const negated = value.startsWith('!');
    const wanted = negated ? value.slice(1) : value;
    return texts.some((text) => holds(text, wanted)) !== negated;
  });
}

function textsOf(secret: Secret, region: string): Record<string, string[]> {
  const { name, description = '', tags = new Map() } = secret;
  const primary = primaryRegion(secret, region);
  return {
    name: [name],
    description: [description],
    'tag-key': [...tags.keys()],
    'tag-value': [...tags.values()],
    'primary-region': primary ? [primary] : [],
    'owning-service': [],
    all: [name, description, ...[...tags].flat()],
  };
}

/** Whether each word of the value begins a word of the text. */
function holdsWords(text: string, value: string): boolean {
  const held = words(text);
  const wanted = words(value);
  return wanted.length > 0 && wanted.every((word) => held.some((one) => one.startsWith(word)));
}

/** `prod/AppBeta` has three, `COMPANYthings` has two: COMPAN and Ythings. */
function words(text: string): string[] {
  const found = text.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}\s/_+=.@-]+/gu) ?? [];
  return found.map((word) => word.toLowerCase());
}
