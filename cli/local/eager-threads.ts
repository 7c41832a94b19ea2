import module from 'node:module';
import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 compile all of a file when it is loaded, from now on, and threads begin with a heap of 96 MB: Node keeps what is compiled by then for the
 * next command, and a rehearsal ends before there would be much to collect in a thread. What the command itself consists of is compiled by
 * then (scripts/bundling/compiled-command.mjs).
 */
export function compileEagerly(): void {
  setFlagsFromString('--initial-heap-size=96');
  if (!module.enableCompileCache) return; // Node 20
  setFlagsFromString('--no-lazy');
  module.enableCompileCache();
}
