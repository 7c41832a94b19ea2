const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { publishedImage } = require('./hsm-users-image.cjs');
const { PackagingError } = require('./packaging-error.cjs');
const { readHardwareRoot } = require('./read-hardware-root.cjs');

const project = join(__dirname, '..');
const missing = { pem: 'missing', sha256: 'missing' };

/** The stack's parameters. Their defaults come from files, so that a deployment without arguments repeats the one before. */
module.exports = async ({ resolveVariable }) => {
  const roots = hardwareRoots(await resolveVariable("param:hardwareRoots, ''"));
  const image = publishedImage(project, await resolveVariable('sls:stage'), await resolveVariable('self:provider.region'));
  return {
    Parameters: {
      HsmUsersImage: text(image, 'URI of the image of tasks/hsm-users, as `npm run publish-image` noted it.'),
      AwsHardwareRoot: text(roots.aws.pem, 'The AWS CloudHSM root certificate (PEM), downloaded by you.'),
      AwsHardwareRootSha256: text(roots.aws.sha256, "SHA-256 of that certificate's DER, hex."),
      ManufacturerHardwareRoot: text(roots.manufacturer.pem, "The hardware manufacturer's root certificate (PEM), downloaded by you."),
      ManufacturerHardwareRootSha256: text(roots.manufacturer.sha256, "SHA-256 of that certificate's DER, hex."),
      ClusterQuota: {
        Type: 'Number',
        Default: '${param:clusterQuota, 4}',
        Description: 'CloudHSM clusters that the account may have in the region.',
      },
      HsmQuota: { Type: 'Number', Default: '${param:hsmQuota, 6}', Description: 'HSMs that the account may have in the region.' },
    },
  };
};

/** Both roots or none: with one alone, every run would fail at VerifyHardware. */
function hardwareRoots(given) {
  const folder = resolve(project, given || 'hardware-roots');
  if (!given && !existsSync(folder)) return { aws: missing, manufacturer: missing };
  const root = (name) => {
    const file = join(folder, name);
    const found = readHardwareRoot(file);
    if (!found) throw new PackagingError(`${file}: is missing; put the root there that docs/operations.md says how to download`);
    return found;
  };
  return { aws: root('aws.pem'), manufacturer: root('manufacturer.pem') };
}

function text(value, description) {
  return { Type: 'String', Default: value, Description: description };
}
