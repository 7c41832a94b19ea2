import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tool } from './tool.ts';

export const openssl = tool('openssl', 'openssl', 'openssl', 'version');

/** A folder of one test, with these files. */
export function folderWith(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'openssl-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/**
 * What openssl prints on stdout.
 *
 * @param line its parameters; one with spaces goes into `more`
 * @throws Error with what it prints on stderr, where it fails
 */
export function runOpenssl(folder: string, line: string, ...more: string[]): string {
  return execFileSync('openssl', [...line.split(' '), ...more], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
export const opensslEngine = tool("openssl's engine pkcs11", 'libengine-pkcs11-openssl', 'openssl', 'engine', 'pkcs11');
