import { createRequire } from 'node:module';

const option = '--jsonata=';

/**
 * The file of the JSONata package. The process beside the emulator is told: it may not read the folders, and the links, through which
 * the package is found.
 */
export const jsonataFile =
  process.argv.find((one) => one.startsWith(option))?.slice(option.length) ?? createRequire(import.meta.url).resolve('jsonata');

/** What tells a process of it. */
export const jsonataOption = option + jsonataFile;
