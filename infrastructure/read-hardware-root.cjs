const { createHash, X509Certificate } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { PackagingError } = require('./packaging-error.cjs');

/** A hardware root as stack parameters want it: PEM and the SHA-256 of its DER, hex. Undefined where there is no such file. */
function readHardwareRoot(file) {
  if (!existsSync(file)) return undefined;
  try {
    const certificate = new X509Certificate(readFileSync(file));
    return { pem: certificate.toString(), sha256: createHash('sha256').update(certificate.raw).digest('hex') };
  } catch (error) {
    throw new PackagingError(`${file}: is not a certificate (${error.message}); download the root again as docs/operations.md says`);
  }
}

module.exports = { readHardwareRoot };
