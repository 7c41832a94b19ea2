import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Parameter, TemplatePart } from './cloudformation.ts';
import { publishedImage } from './hsm-users-image.ts';
import { missing, told } from './keep-deployed.ts';
import { PackagingError } from './packaging-error.ts';
import { type HardwareRoot, readHardwareRoot } from './read-hardware-root.ts';

/** What the packager knows: a variable of serverless.yml, without its `${}`. */
export type Resolve = (variable: string) => Promise<string>;

const project = join(import.meta.dirname, '..');
const noRoot: HardwareRoot = { pem: missing, sha256: missing };

/** The stack's parameters. Their defaults come from files and arguments; what is given by neither, a deployment leaves as it is (keep-deployed.ts). */
export async function parameters(resolveVariable: Resolve): Promise<TemplatePart> {
  const roots = hardwareRoots(await resolveVariable("param:hardwareRoots, ''"));
  const image = publishedImage(project, await resolveVariable('sls:stage'), await resolveVariable('self:provider.region'));
  return {
    Parameters: {
      HsmUsersImage: text(image, 'URI of the image of tasks/hsm-users, as `npm run publish-image` noted it.'),
      AwsHardwareRoot: text(roots.aws.pem, 'The AWS CloudHSM root certificate (PEM), downloaded by you.'),
      AwsHardwareRootSha256: text(roots.aws.sha256, "SHA-256 of that certificate's DER, hex."),
      ManufacturerHardwareRoot: text(roots.manufacturer.pem, "The hardware manufacturer's root certificate (PEM), downloaded by you."),
      ManufacturerHardwareRootSha256: text(roots.manufacturer.sha256, "SHA-256 of that certificate's DER, hex."),
      ClusterQuota: number(asTold('ClusterQuota'), 'CloudHSM clusters that the account may have in the region.'),
      HsmQuota: number(asTold('HsmQuota'), 'HSMs that the account may have in the region.'),
      KeyStoreQuota: number(asTold('KeyStoreQuota'), 'Custom key stores that the account may have in the region.'),
      AuditMemberRole: text(asTold('AuditMemberRole'), 'Name of the role of infrastructure/audit-member.yml in other accounts.'),
      AuditTargets: text(
        asTold('AuditTargets'),
        'What to audit beside this place: {"accounts": ["210987654321"], "regions": ["us-east-1"]}.',
      ),
    },
  };
}

/** Both roots or none: with one alone, every run would fail at VerifyHardware. */
function hardwareRoots(given: string): { aws: HardwareRoot; manufacturer: HardwareRoot } {
  const folder = resolve(project, given || 'hardware-roots');
  if (!given && !existsSync(folder)) return { aws: noRoot, manufacturer: noRoot };
  const root = (name: string) => {
    const file = join(folder, name);
    const found = readHardwareRoot(file);
    if (!found) throw new PackagingError(`${file}: is missing; put the root there that docs/operations.md says how to download`);
    return found;
  };
  return { aws: root('aws.pem'), manufacturer: root('manufacturer.pem') };
}

/** A variable of serverless.yml. */
function asTold(name: keyof typeof told): string {
  const { by, usual } = told[name];
  return `\${param:${by}, ${/^\d+$/.test(usual) ? usual : `'${usual}'`}}`;
}

function text(value: string, description: string): Parameter {
  return { Type: 'String', Default: value, Description: description };
}

function number(value: string, description: string): Parameter {
  return { Type: 'Number', Default: value, Description: description };
}
