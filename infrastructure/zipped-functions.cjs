const { createWriteStream, mkdirSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { pipeline } = require('node:stream/promises');
const { ZipFile } = require('yazl');

/** Of when nobody wrote anything, so that the same code is the same zip. */
const mtime = new Date(1980, 0, 1);

/** The framework itself looks through all of node_modules for the few files that a function consists of. */
module.exports = class ZippedFunctions {
  constructor({ service, serviceDir }) {
    this.hooks = {
      'before:package:createDeploymentArtifacts': async () => {
        mkdirSync(join(serviceDir, '.serverless'), { recursive: true });
        for (const [name, definition] of Object.entries(service.functions)) {
          const artifact = join('.serverless', `${name}.zip`);
          const zip = new ZipFile();
          for (const file of withParts(join(dirname(definition.handler), 'index.mjs')))
            zip.addFile(join(serviceDir, file), file, { mtime, forceDosTimestamp: true, mode: 0o100644, compressionLevel: 9 });
          zip.end();
          await pipeline(zip.outputStream, createWriteStream(join(serviceDir, artifact)));
          definition.package = { artifact };
        }
      },
    };
  }
};

/** A bundle, and the parts that it and they import (scripts/bundling/bundle-functions.ts). */
function withParts(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, part] of readFileSync(file, 'utf8').matchAll(/from"(\.\.\/parts\/\w+\.mjs)"/g)) withParts(join(dirname(file), part), found);
  return found;
}
