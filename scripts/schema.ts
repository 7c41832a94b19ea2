import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { Environment } from '../core/environment/environment.ts';
import { RequestedEvent } from '../core/environment/event.ts';

/** Writes the schemas of environment files and of the event that asks for one from their definitions; with --check, says whether they are up to date. */
const schemas = {
  'schema/environment.json': { title: 'CloudHSM environment', of: Environment, from: 'core/environment/environment.ts' },
  'schema/event.json': { title: 'CloudHSM environment requested', of: RequestedEvent, from: 'core/environment/event.ts' },
};

for (const [file, { title, of, from }] of Object.entries(schemas)) {
  const schema = { title, description: z.globalRegistry.get(of)?.description, ...z.toJSONSchema(of, { io: 'input' }) };
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not what ${from} says: run npm run schema`);
    process.exitCode = 1;
  }
}
