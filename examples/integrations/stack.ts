// The custom resource by CDK 2: `new EnvironmentStack(app, 'CloudHsm', { serviceToken, file })`.
import { readFileSync } from 'node:fs';
import { CfnOutput, CustomResource, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

interface Props extends StackProps {
  serviceToken: string;
  file: string;
}

export class EnvironmentStack extends Stack {
  constructor(scope: Construct, id: string, { serviceToken, file, ...props }: Props) {
    super(scope, id, props);
    const environment = new CustomResource(this, 'Environment', {
      resourceType: 'Custom::CloudHsmEnvironment',
      serviceToken,
      serviceTimeout: Duration.hours(1),
      removalPolicy: RemovalPolicy.DESTROY,
      properties: { File: readFileSync(file, 'utf8'), DeleteEnvironment: 'false' },
    });
    new CfnOutput(this, 'KeyArn', { value: environment.getAttString('KeyArn') });
  }
}
