import { accessSync, constants, mkdirSync } from 'node:fs';

/** A folder for what one command makes and the next one reads; undefined where this person may keep nothing there: a checkout of somebody else. */
export function writableCache(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return undefined;
  }
}
