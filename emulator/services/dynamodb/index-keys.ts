type Value = Record<string, unknown>;
type Item = Record<string, Value | undefined>;
type Visit = (attribute: string, type: string, index: { IndexName: string }) => object | undefined;

/** What an expression changes, as dynalite has read it: one attribute, or a place inside of one. */
interface Change {
  type: string;
  path: (string | number)[];
  val?: Value;
}

interface Updates {
  sections: Change[];
}

/** What dynalite's actions check by, before they write. */
interface Checks {
  validateItem(item: Item, table: object): object | undefined;
  validateUpdates(
    attributes: Record<string, { Value?: Value }> | undefined,
    updates: Updates | undefined,
    table: object,
  ): object | undefined;
  traverseIndexes(table: object, visit: Visit): object | undefined;
  validationError(message: string): object;
}

const checking = new WeakSet<Checks>();

/** Has dynalite refuse empty values for the keys of indexes, as DynamoDB does: it takes them. */
export function checkIndexKeys(checks: Checks): void {
  if (checking.has(checks)) return;
  checking.add(checks);
  const { validateItem, validateUpdates, traverseIndexes, validationError } = checks;
  const refusal = (told: string, kind: string, where = '') =>
    validationError(
      `One or more parameter values are not valid. ${told}. The AttributeValue for a key attribute cannot contain an empty ${kind} value.${where}`,
    );
  checks.validateItem = (item, table) =>
    validateItem(item, table) ||
    traverseIndexes(table, (attribute, _, { IndexName }) => {
      const kind = emptyKind(item[attribute]);
      const where = ` IndexName: ${IndexName}, IndexKey: ${attribute}`;
      return kind ? refusal('A value specified for a secondary index key is not supported', kind, where) : undefined;
    });
  checks.validateUpdates = (attributes, updates, table) =>
    validateUpdates(attributes, updates, table) ||
    traverseIndexes(table, (attribute) => {
      const change = updates?.sections.find(({ type, path }) => type === 'set' && path.length === 1 && path[0] === attribute);
      const kind = emptyKind(change?.val ?? attributes?.[attribute]?.Value);
      return kind
        ? refusal('The update expression attempted to update a secondary index key to a value that is not supported', kind)
        : undefined;
    });
}

function emptyKind(value: Value | undefined): string | undefined {
  if (value?.S === '') return 'string';
  return value?.B === '' ? 'binary' : undefined;
}
