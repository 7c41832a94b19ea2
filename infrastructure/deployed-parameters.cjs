const { join } = require('node:path');
const { DescribeStacksCommand } = require('@aws-sdk/client-cloudformation');
const { keepDeployed, packagedWith } = require('./keep-deployed.ts');

/** What a deployment is not told stays as the stack has it. */
module.exports = class DeployedParameters {
  constructor(serverless, options, { log }) {
    this.hooks = {
      'before:aws:deploy:deploy:checkForChanges': async () => {
        const aws = serverless.getProvider('aws');
        const cloudFormation = await aws.getCloudFormationClient();
        const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: aws.naming.getStackName() }));
        const { Parameters: deployed = [] } = Stacks[0];
        const kept = keepDeployed(
          serverless.service.provider.compiledCloudFormationTemplate.Parameters,
          Object.fromEntries(deployed.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue])),
          packagedWith(options.package ?? join(serverless.serviceDir, '.serverless')),
        );
        if (kept.length > 0) log.notice(`As the stack has them: ${kept.join(', ')}`);
      },
    };
  }
};
