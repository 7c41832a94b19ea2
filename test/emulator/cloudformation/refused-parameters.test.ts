import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { problemsOf } from './problems-of.ts';

const Resources = { A: { Type: 'AWS::SQS::Queue' } };

describe('a parameter is refused', () => {
  it('of another type or with another value than the template allows, or that it does not declare', async () => {
    const Parameters = {
      Image: { Type: 'String', AllowedPattern: '[a-z]+' },
      Retention: { Type: 'Number', Default: 5, MinValue: 7 },
      Number: { Type: 'Number', Default: '' },
      Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] },
      Key: { Type: 'AWS::EC2::Key::Name', Default: 'k' },
    };
    expect(await problemsOf({ Parameters, Resources }, { Image: 'UPPER', Colour: 'red', toString: 'text' } as never)).toEqual([
      'parameter Colour: the template declares none of that name; it declares Image, Retention, Number, Stage, Key',
      'parameter toString: the template declares none of that name; it declares Image, Retention, Number, Stage, Key',
      "parameter Image: 'UPPER' does not match [a-z]+",
      'parameter Retention: 5 is less than 7',
      "parameter Number: '' is not a number",
      'parameter Stage: it has no default and no value was given',
      expect.stringMatching(/^parameter Key: type AWS::EC2::Key::Name is not supported/),
    ]);
  });

  it('once, and nothing that refers to it beside', async () => {
    const Parameters = { Key: { Type: 'AWS::EC2::Key::Name', Default: 'k' }, Stage: { Type: 'String' } };
    const Conditions = { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } };
    const A = { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Key' } } };
    const B = { Type: 'AWS::SQS::Queue', Condition: 'IsProd', Properties: { QueueName: { Ref: 'Stage' } } };
    expect(await problemsOf({ Parameters, Conditions, Resources: { A, B }, Outputs: { Key: { Value: { Ref: 'Key' } } } })).toEqual([
      expect.stringMatching(/^parameter Key: type AWS::EC2::Key::Name is not supported/),
      'parameter Stage: it has no default and no value was given',
    ]);
  });

  it.each(['Instance::Id', 'Image::Id', 'KeyPair::KeyName', 'AvailabilityZone::Name', 'Volume::Id'])(
    'not for being of AWS’s type AWS::EC2::%s',
    async (type) => {
      const Parameters = { One: { Type: `AWS::EC2::${type}`, Default: 'a' }, More: { Type: `List<AWS::EC2::${type}>`, Default: 'b,c' } };
      const Outputs = { All: { Value: { 'Fn::Join': ['/', [{ Ref: 'One' }, { 'Fn::Join': ['-', { Ref: 'More' }] }]] } } };
      const { deploy } = await localAws();
      const template = { Parameters, Resources, Outputs };
      expect((await deploy({ template, artifacts: '/nowhere', stackName: 'sample' })).outputs).toEqual({ All: 'a/b-c' });
    },
  );

  it('for each value of its list that the template does not allow', async () => {
    const Parameters = {
      Letters: { Type: 'CommaDelimitedList', Default: 'a, b,d', AllowedValues: ['a', 'b', 'c'], AllowedPattern: '[a-c]' },
      Numbers: { Type: 'List<Number>', Default: '1,x' },
    };
    expect(await problemsOf({ Parameters, Resources })).toEqual([
      "parameter Letters: 'd' is not one of a, b, c",
      "parameter Letters: 'd' does not match [a-c]",
      "parameter Numbers: 'x' is not a number",
    ]);
  });

  it('with an attribute that there is not, or a pattern that is none', async () => {
    const Parameters = {
      Size: { Type: 'String', Default: 'x', Pattern: 'x' },
      Named: { Type: 'String', Default: 'x', 'as JSON.': 'y' },
      Odd: { Type: 'String', Default: 'x', AllowedPattern: '[' },
    };
    expect(await problemsOf({ Parameters, Resources })).toEqual([
      expect.stringMatching(/^parameter Size: attribute Pattern is not supported; supported are Type, /),
      expect.stringMatching(/^parameter Named: attribute as JSON\. is not supported; supported are Type, /),
      'parameter Odd: AllowedPattern [ is no pattern that is understood here',
    ]);
  });

  it('that names what Systems Manager does not have', async () => {
    const problems = await problemsOf({
      Parameters: {
        Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/no/such', AllowedValues: ['/an/image'] },
        Name: { Type: 'AWS::SSM::Parameter::Name', Default: 'nowhere' },
        Count: { Type: 'AWS::SSM::Parameter::Value<Number>', Default: 'x' },
        Public: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/aws/service/ami' },
        Unsaid: { Type: 'AWS::SSM::Parameter::Value<List<String>>' },
      },
      Resources,
    });
    expect(problems).toEqual([
      "parameter Image: '/no/such' is not one of /an/image",
      'parameter Image: Unable to fetch parameters [/no/such] from parameter store for this account.',
      'parameter Name: Unable to fetch parameters [nowhere] from parameter store for this account.',
      expect.stringMatching(/^parameter Count: type AWS::SSM::Parameter::Value<Number> is not supported; supported are String, /),
      'parameter Public: /aws/service/ami: public parameters are not emulated; docs/api-coverage.md lists what is',
      'parameter Unsaid: it has no default and no value was given',
    ]);
  });
});
