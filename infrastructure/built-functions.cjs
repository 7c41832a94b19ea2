const { execFileSync } = require('node:child_process');

/** Bundles the functions where what was bundled is older than their sources: a deployment ships the checkout as it is, also after an update of it. */
module.exports = class BuiltFunctions {
  constructor({ serviceDir }) {
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => {
        execFileSync(process.execPath, ['scripts/build.ts'], { cwd: serviceDir, stdio: ['ignore', 'inherit', 'inherit'] });
      },
    };
  }
};
