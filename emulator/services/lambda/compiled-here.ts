import { ProcessFolder } from '../../kernel/process-folder.ts';

let folder: ProcessFolder | undefined;

/**
 * A folder for what Node makes of the code that threads load, for as long as this process lives: half of the time in which a thread
 * comes up goes into the types of the runtime's own files, which are the same for every thread.
 */
export function compiledHere(): string {
  if (!folder) {
    folder = new ProcessFolder('functions');
    process.once('exit', () => folder!.remove());
  }
  return folder.path;
}
