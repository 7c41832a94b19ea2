import { describe, expect, it } from 'vitest';
import type { AwsPlace } from '../../../emulator/cloud.ts';
import type { Caller } from '../../../emulator/kernel/caller.ts';
import { localAws } from '../../local-aws.ts';

const other = '210987654321';
const Plaintext = Buffer.from('proof');

function ask(place: AwsPlace, service: string, operation: string, input: object, caller: Caller): Promise<any> {
  return place.call(service, operation, input, caller);
}

function person({ accountId }: AwsPlace): Caller {
  return { kind: 'person', arn: `arn:aws:iam::${accountId}:root`, accessKeyId: accountId };
}

/** Somebody in a role that allows the actions on everything. */
function role({ iam }: AwsPlace, roleName: string, ...actions: string[]) {
  const roleArn = iam.putRole({
    roleName,
    assumeRolePolicy: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
    policies: actions.map((Action) => ({
      policyName: Action.replace(':', '-'),
      policyDocument: { Statement: { Effect: 'Allow', Action, Resource: '*' } },
    })),
  });
  return iam.roleCaller(roleArn, 'session');
}

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (principal: string, Action: string | string[], Condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});
const deny = (principal: string, Action: string) => ({ ...allow(principal, Action), Effect: 'Deny' });

describe('a key policy', () => {
  const withKey = async (...Statement: object[]) => {
    const { home, cloud } = await localAws();
    const admin = allow(`arn:aws:iam::${home.accountId}:root`, 'kms:PutKeyPolicy');
    const { KeyMetadata } = await ask(home, 'kms', 'CreateKey', { Policy: policy(admin, ...Statement) }, person(home));
    const encrypt = (caller: Caller, place = home) => ask(place, 'kms', 'Encrypt', { KeyId: KeyMetadata.Arn, Plaintext }, caller);
    return { home, cloud, arn: KeyMetadata.Arn as string, encrypt };
  };

  it("lets the account's own policies count only where it names the account", async () => {
    const { home, encrypt } = await withKey();
    const refused = encrypt(role(home, 'writer', 'kms:Encrypt'));
    await expect(refused).rejects.toMatchObject({ code: 'AccessDeniedException' });
    await expect(refused).rejects.toThrow('because no resource-based policy allows the kms:Encrypt action');

    const open = await withKey(allow('arn:aws:iam::123456789012:root', 'kms:*'));
    await expect(open.encrypt(role(open.home, 'writer', 'kms:Encrypt'))).resolves.toHaveProperty('CiphertextBlob');
    await expect(open.encrypt(role(open.home, 'reader', 'kms:Decrypt'))).rejects.toThrow(
      'because no identity-based policy allows the kms:Encrypt action',
    );
  });

  it('lets in a role that it names, whose own policies say nothing', async () => {
    const { home, encrypt } = await withKey(allow('arn:aws:iam::123456789012:role/writer', 'kms:Encrypt'));
    await expect(encrypt(role(home, 'writer'))).resolves.toHaveProperty('CiphertextBlob');
    await expect(encrypt(role(home, 'other'))).rejects.toThrow('is not authorized to perform: kms:Encrypt');
  });

  it('denies whatever the policies of a role allow', async () => {
    const { home, encrypt } = await withKey(allow('123456789012', 'kms:*'), deny('*', 'kms:Encrypt'));
    await expect(encrypt(role(home, 'writer', 'kms:Encrypt'))).rejects.toThrow('with an explicit deny in a resource-based policy');
  });

  it('may ask for a condition', async () => {
    const Condition = { StringEquals: { 'kms:CallerAccount': '123456789012' }, Null: { 'kms:EncryptionContext:purpose': true } };
    const { home, encrypt } = await withKey(allow('arn:aws:iam::123456789012:role/writer', 'kms:Encrypt', Condition));
    await expect(encrypt(role(home, 'writer'))).resolves.toHaveProperty('CiphertextBlob');
  });

  it('has to leave whoever writes it able to change it: by itself, or by the policies of the account', async () => {
    const { home } = await localAws();
    const create = (caller: Caller, ...Statement: object[]) => ask(home, 'kms', 'CreateKey', { Policy: policy(...Statement) }, caller);
    const maker = role(home, 'maker', 'kms:CreateKey');
    const root = allow('arn:aws:iam::123456789012:root', 'kms:*');
    await expect(create(maker, root)).rejects.toThrow('The new key policy will not allow you to update the key policy in the future');
    await expect(create(maker, root, allow(maker.roleArn, 'kms:PutKeyPolicy'))).resolves.toHaveProperty('KeyMetadata');
    await expect(create(role(home, 'keeper', 'kms:CreateKey', 'kms:PutKeyPolicy'), root)).resolves.toHaveProperty('KeyMetadata');
  });

  it('has no effect in a statement without Action or Resource, and is refused by name where it cannot be weighed', async () => {
    const { home, encrypt } = await withKey({ ...allow('*', 'kms:*'), Resource: undefined });
    await expect(encrypt(role(home, 'writer', 'kms:Encrypt'))).rejects.toThrow('no resource-based policy');
    const federated = { ...allow('*', 'kms:*'), Principal: { Federated: 'x' } };
    const made = ask(home, 'kms', 'CreateKey', { Policy: policy(federated) }, person(home));
    await expect(made).rejects.toMatchObject({ code: 'MalformedPolicyDocumentException' });
    await expect(made).rejects.toThrow('Principal Federated is not supported');
  });

  it("lets another account's roles in where it names that account and their policies allow it", async () => {
    const { cloud, arn, encrypt } = await withKey(allow(other, ['kms:Encrypt', 'kms:Decrypt']));
    const there = cloud.at(other, 'us-east-1');
    const { CiphertextBlob, KeyId } = await encrypt(role(there, 'writer', 'kms:Encrypt'), there);
    expect(KeyId).toBe(arn);
    await expect(encrypt(role(there, 'reader', 'kms:Decrypt'), there)).rejects.toThrow('no identity-based policy allows the kms:Encrypt');
    const decrypted = await ask(there, 'kms', 'Decrypt', { CiphertextBlob }, role(there, 'reader', 'kms:Decrypt'));
    expect(Buffer.from(decrypted.Plaintext)).toEqual(Plaintext);
    const describing = ask(there, 'kms', 'DescribeKey', { KeyId: arn }, person(there));
    await expect(describing).rejects.toThrow('because no resource-based policy allows the kms:DescribeKey action');
  });
});

describe('the policy of a queue', () => {
  it('lets in a role that it names, and keeps out one that it denies', async () => {
    const { home } = await localAws();
    const [named, denied] = [role(home, 'named'), role(home, 'denied', 'sqs:*')];
    const arn = home.arn('sqs', 'letters');
    const Policy = policy(allow(named.roleArn, 'sqs:SendMessage'), deny(denied.roleArn, 'sqs:SendMessage'));
    home.sqs.createQueue('letters', { Policy });
    const send = (caller: Caller) =>
      ask(home, 'sqs', 'SendMessage', { QueueUrl: home.sqs.url(home.sqs.queue(arn)), MessageBody: 'x' }, caller);
    await expect(send(named)).resolves.toHaveProperty('MessageId');
    await expect(send(denied)).rejects.toThrow('with an explicit deny in a resource-based policy');
  });

  it('lets another account send to it, which has no other way in', async () => {
    const { home, cloud } = await localAws();
    const there = cloud.at(other, 'us-east-1');
    for (const place of [home, there]) place.sqs.createQueue('letters');
    const QueueUrl = home.sqs.url(home.sqs.queue('letters'));
    const send = () => ask(there, 'sqs', 'SendMessage', { QueueUrl, MessageBody: 'x' }, role(there, 'sender', 'sqs:SendMessage'));
    await expect(send()).rejects.toThrow('because no resource-based policy allows the sqs:SendMessage action');
    home.iam.resourcePolicies.put(home.arn('sqs', 'letters'), 'Policy', policy(allow(other, 'sqs:SendMessage')));
    await send();
    expect(home.sqs.messages('letters')).toHaveLength(1);
    expect(there.sqs.messages('letters')).toEqual([]);
  });
});

describe('a resource of another account', () => {
  it.each([
    ['sns', 'Publish', { TopicArn: `arn:aws:sns:us-east-1:${other}:alarms`, Message: 'x' }],
    ['lambda', 'Invoke', { FunctionName: `arn:aws:lambda:us-east-1:${other}:function:f` }],
    ['lambda', 'Invoke', { FunctionName: `${other}:function:f` }],
    ['secretsmanager', 'GetSecretValue', { SecretId: `arn:aws:secretsmanager:us-east-1:${other}:secret:s-abcdef` }],
    ['ssm', 'GetParameter', { Name: `arn:aws:ssm:us-east-1:${other}:parameter/p` }],
    ['stepfunctions', 'StartExecution', { stateMachineArn: `arn:aws:states:us-east-1:${other}:stateMachine:m` }],
    ['kms', 'Encrypt', { KeyId: `arn:aws:kms:us-east-1:${other}:alias/documents`, Plaintext }],
  ])('is closed where no policy of it opens it: %s %s', async (service, operation, input) => {
    const { home, cloud } = await localAws();
    cloud.at(other, 'us-east-1').sns.createTopic('alarms');
    await expect(ask(home, service, operation, input, person(home))).rejects.toThrow(
      /because no resource-based policy allows the .* action/,
    );
  });

  it('takes what its policy lets in, where it is', async () => {
    const { home, cloud } = await localAws();
    const there = cloud.at(other, 'us-east-1');
    const TopicArn = there.sns.createTopic('alarms', { Policy: policy(allow('123456789012', 'sns:Publish')) });
    await ask(home, 'sns', 'Publish', { TopicArn, Message: 'x' }, person(home));
    expect(there.sns.topic(TopicArn).messages).toHaveLength(1);
  });
});
