/** Has dynalite look at the key types of indexes as it does at those of tables, in the types that it has for an operation's members. */
export function checkKeyTypes(types: object): void {
  for (const [name, type] of Object.entries(types) as [string, unknown][]) {
    if (typeof type !== 'object' || type === null) continue;
    if (name === 'KeyType') Object.assign(type, { enum: ['HASH', 'RANGE'] });
    else checkKeyTypes(type);
  }
}
