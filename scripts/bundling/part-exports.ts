/** What a module exports. */
export interface Exports {
  /** Its own, by their names there: what they are called in a part. */
  own: Map<string, string>;
  /** Statements that pass on what is another module's. */
  passedOn: string;
}

/** @param text a module as esbuild writes it when it neither bundles nor minifies */
export function exportsOf(text: string, exports: string[], name: () => string): Exports {
  const imported = new Map<string, { name: string; from: string }>();
  for (const [, names, from] of text.matchAll(/^import \{([^}]*)\} from ("[^"]+");$/gm))
    for (const { theirs, ours } of clauses(names!)) imported.set(ours, { name: theirs, from: from! });

  const statements = [...text.matchAll(/^export \* from .*$/gm)].map(([statement]) => statement);
  const others = new Set<string>();
  for (const [, names] of text.matchAll(/^export \{([^}]*)\};$/gm)) {
    for (const { theirs, ours } of clauses(names!)) {
      const origin = imported.get(theirs);
      if (!origin) continue;
      others.add(ours);
      statements.push(`export { ${origin.name} as ${ours} } from ${origin.from};`);
    }
  }
  const own = exports.filter((each) => !others.has(each));
  return { own: new Map(own.map((each) => [each, name()])), passedOn: statements.join('\n') };
}

function clauses(names: string): { theirs: string; ours: string }[] {
  return names
    .split(',')
    .map((clause) => clause.trim().split(' as '))
    .map(([theirs, ours = theirs]) => ({ theirs: theirs!, ours: ours! }));
}
