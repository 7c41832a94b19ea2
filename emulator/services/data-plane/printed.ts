import type { DataPlaneSettings } from './settings.ts';

/** What the emulated `cloudhsm-cli` prints, writes into its log and ends with. */
export interface Printed {
  stdout: string;
  stderr: string;
  exitCode: number;
  log: string[];
  /** What the client writes first. */
  file?: { path: string; text: string };
}

/** The CLI's JSON document: `error_code` 0 and what was asked for, or 1 and why not. */
export function printedDocument(settings: DataPlaneSettings, errorCode: 0 | 1, data: unknown): Printed {
  const stdout = `${JSON.stringify({ error_code: errorCode, data }, undefined, 2)}\n`;
  return { stdout, stderr: '', exitCode: errorCode === 0 ? 0 : settings.exitStatusOfError, log: [] };
}

/** What the CLI prints where no document comes about. */
export function printedText(text: string): Printed {
  return { stdout: '', stderr: `Error: ${text}\n`, exitCode: 1, log: [`ERROR ${text}`] };
}

/** What it prints where it comes to no session with an HSM. `hsm1` is a client's name for every cluster. */
export function printedNoContext(settings: DataPlaneSettings, why: string): Printed {
  const words = 'Failed to initialize hsm1 context';
  const printed = settings.noContext === 'json' ? printedDocument(settings, 1, words) : printedText(words);
  return { ...printed, log: [`ERROR ${words}: ${why}`] };
}
