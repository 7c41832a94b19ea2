const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Notes beside the packaged template for which stage and with which values of `--param` it was made, since the template has them in it:
 * `{ "stage": "prod", "params": ["hsmQuota=8"] }`. Each packaging begins with an empty folder.
 */
module.exports = class PackagedFor {
  constructor({ serviceDir, service }, { param: params = [] }) {
    this.hooks = {
      'after:package:finalize': () => {
        writeFileSync(join(serviceDir, '.serverless', 'packaged-for.json'), JSON.stringify({ stage: service.provider.stage, params }));
      },
    };
  }
};
