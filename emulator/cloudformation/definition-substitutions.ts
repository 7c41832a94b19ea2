import { ResourceError } from './resource-type.ts';

/**
 * A state machine's definition as JSON text, with `${Name}` replaced by the values of DefinitionSubstitutions.
 *
 * @param source DefinitionString's text or Definition's object
 * @throws ResourceError for a name without a value
 */
export function substituted(source: unknown, values: Record<string, string>): string {
  return typeof source === 'string' ? substitute(source, values) : JSON.stringify(inTexts(source, (text) => substitute(text, values)));
}

function substitute(text: string, values: Record<string, string>): string {
  return text.replaceAll(/\$\{([A-Za-z0-9_]+)\}/g, (placeholder, name: string) => {
    if (values[name] === undefined) {
      throw new ResourceError(
        `property DefinitionSubstitutions has no value for ${placeholder}; it has ${Object.keys(values).join(', ') || 'none'}`,
      );
    }
    return values[name];
  });
}

function inTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => inTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inTexts(item, change)]));
}
