import { expect, test } from 'vitest';
import { readTemplate } from '../../../emulator/cloudformation/read-template.ts';
import { localAws } from '../../local-aws.ts';

test.each([
  ['us-east-1', 'aws amazonaws.com'],
  ['us-gov-west-1', 'aws-us-gov amazonaws.com'],
  ['cn-north-1', 'aws-cn amazonaws.com.cn'],
])('the partition and its domain are those of %s', async (region, expected) => {
  const { deploy } = await localAws({ account: { region } });
  // what begins like JSON may be YAML
  const template = readTemplate(
    `{Resources: {A: {Type: "AWS::SQS::Queue"}}, Outputs: {In: {Value: !Sub "\${AWS::Partition} \${AWS::URLSuffix}"}}}`,
  );
  const { outputs } = await deploy({ template, artifacts: '/nowhere', stackName: 'sample' });
  expect(outputs.In).toBe(expected);
});
