import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * The two clients whose newest version is old cost us core/aws/older-clients and an override. Says, and exits 1 for it, when a newer one
 * can be had: then that folder may go. Without a registry nothing is known, and nothing is said.
 */
const older = ['@aws-sdk/client-cloudhsm-v2', '@aws-sdk/client-acm-pca'];

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
for (const name of older) {
  const newest = newestVersion(name);
  if (newest === undefined || newest === dependencies[name]) continue;
  console.error(`${name}: ${newest} can be had, and ${dependencies[name]} is used: see whether core/aws/older-clients can go`);
  process.exitCode = 1;
}

function newestVersion(name: string): string | undefined {
  try {
    return execFileSync('npm', ['view', name, 'version'], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
