import { print, printDocument, width } from '../output.ts';
import { openTarget } from '../target.ts';
import { tree } from '../text/tree.ts';
import { readEnvironment } from './described-environment.ts';
import { environmentTree } from './environment-tree.ts';

/** Shows all that stands of an environment, and who has worked on it. */
export async function describe(name: string, options: { json?: boolean; region?: string; stage: string }): Promise<void> {
  const target = await openTarget(options);
  try {
    const environment = await readEnvironment(name, target);
    if (options.json) printDocument(environment);
    else print(tree(environmentTree(environment), width()).join('\n'));
  } finally {
    await target.close();
  }
}
