import { readFileSync } from 'node:fs';

/** A package of AWS CloudHSM's Client SDK 5. */
interface ClientPackage {
  version: string;
  platform: string;
  architecture: string;
  component: string;
  /** Below AWS's folder of packages. */
  path: string;
  sha256: string;
}

/** The packages whose SHA-256 AWS publishes, from the page "Latest releases" of the CloudHSM User Guide. */
export function clientPackages(): ClientPackage[] {
  const [, ...rows] = readFileSync('tasks/hsm-users/client-sdk.tsv', 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [version = '', platform = '', architecture = '', component = '', path = '', sha256 = ''] = row.split('\t');
    return { version, platform, architecture, component, path, sha256 };
  });
}
