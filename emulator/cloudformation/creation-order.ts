/**
 * An order in which everything comes after what it depends on, else as the names stand.
 *
 * @param dependencies names by name
 * @param problems takes a line for each circle, naming it
 */
export function creationOrder(dependencies: Map<string, Set<string>>, problems: string[]): string[] {
  const order: string[] = [];
  const done = new Set<string>();
  const visit = (name: string, path: string[]) => {
    if (done.has(name)) return;
    if (path.includes(name)) {
      problems.push(`circular dependency between resources: ${[...path.slice(path.indexOf(name)), name].join(' → ')}`);
      return;
    }
    for (const dependency of dependencies.get(name) ?? []) visit(dependency, [...path, name]);
    if (done.has(name)) return;
    done.add(name);
    order.push(name);
  };
  for (const name of dependencies.keys()) visit(name, []);
  return order;
}
