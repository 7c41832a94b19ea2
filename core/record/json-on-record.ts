import type * as z from 'zod/mini';
import { setting } from '../aws/setting.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { jsonValue } from '../json-value.ts';
import type { ItemName } from './item.ts';

/** Where a text stands. */
interface Attribute {
  environment: string;
  item: ItemName;
  attribute: string;
}

/**
 * What an attribute says that runs write as JSON.
 *
 * @throws LifecycleError RecordUnusable where somebody has made something else of it
 */
export function jsonOnRecord<Schema extends z.ZodMiniType>(schema: Schema, text: string, at: Attribute): z.output<Schema> {
  const value = jsonValue(text);
  const read = schema.safeParse(value);
  if (value !== undefined && read.success) return read.data;
  const { environment, item, attribute } = at;
  throw new LifecycleError('RecordUnusable', {
    doing: 'reading the record',
    to: `${item} of environment ${environment}`,
    problem: `its ${attribute} ${value === undefined ? 'is no JSON' : 'is not what a run writes'}: somebody has edited it`,
    remedy: remedyFor(at),
  });
}

/** Its own region is another than that of whoever is told, and not known any more. */
const broughtAnew =
  'have the copies of its own region bring it anew (hsm copy-backups, there); where that region is lost, the continuous backups of the table of environments have it as it was: put it back from there';

/** Where no other command writes it anew, it goes, and the next run does. */
function remedyFor({ environment, item, attribute }: Attribute): string {
  if (item === 'file') return 'provision the environment with its file, which puts it there anew';
  if (item === 'recovery') return broughtAnew;
  const key = `environment={S=${environment}},item={S=${item}}`;
  const removing = `aws dynamodb update-item --table-name ${setting('ENVIRONMENTS_TABLE')} --key ${key} --update-expression 'REMOVE ${attribute}'`;
  return `take it off (\`${removing}\`), and start the workflow again; whatever runs next writes it anew`;
}
