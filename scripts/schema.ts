import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { Environment } from '../core/environment/environment.ts';

/** Writes schema/environment.json from the environment's definition; with --check, says whether it is up to date. */
const file = 'schema/environment.json';
const schema = {
  title: 'CloudHSM environment',
  description: z.globalRegistry.get(Environment)?.description,
  ...z.toJSONSchema(Environment, { io: 'input' }),
};
const text = `${JSON.stringify(schema, null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error(`${file} is not what core/environment/environment.ts says: run npm run schema`);
  process.exitCode = 1;
}
