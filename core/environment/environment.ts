import * as z from 'zod';

const subnetId = z.string().regex(/^subnet-[0-9a-f]{8,17}$/, 'is not a subnet id such as subnet-0123456789abcdef0');
const securityGroupId = z.string().regex(/^sg-[0-9a-f]{8,17}$/, 'is not a security group id such as sg-0123456789abcdef0');
/** CloudHSM's appliance user, its administrator and KMS's user. */
export const reservedUsers = ['app_user', 'admin', 'kmsuser'];
const userName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,30}$/, 'has to be 1 to 31 lower-case letters, digits or _, beginning with a letter')
  .refine((name) => !reservedUsers.includes(name), 'is a user of CloudHSM or KMS itself; choose another name')
  .meta({ not: { enum: reservedUsers } });

/** The ARNs of their secrets travel in the overrides of RunTask, which ECS limits to 8192 characters. */
const mostUsers = 20;

/** CloudHSM takes 50 tags of a cluster, and the workflow writes three of its own. */
const mostTags = 47;
const tagText = z
  .string()
  .refine((text) => /^[\p{L}\p{N}\p{Zs}+\-=._:/@]*$/u.test(text), 'may hold letters, digits, spaces and + - = . _ : / @ only');
const tagKey = tagText
  .min(1)
  .max(128)
  .regex(/^(?![aA][wW][sS]:)/, 'may not begin with aws:, which AWS keeps for itself')
  .regex(/^(?!cloudhsm-lifecycle:)/, 'may not begin with cloudhsm-lifecycle:, which the workflow keeps for itself');
const tags = z
  .record(tagKey, tagText.max(256))
  .refine(
    (all) => Object.keys(all).length <= mostTags,
    `has to be ${mostTags} tags or less: CloudHSM takes 50, three of them the workflow's`,
  )
  .meta({ maxProperties: mostTags });

/**
 * The environment file: everything that the workflow needs to know. Its JSON Schema, schema/environment.json, is made from this; `meta`
 * says there what a check in code says here.
 */
export const Environment = z
  .strictObject({
    $schema: z.string().optional(),
    version: z.literal(1).describe('The version of this format.'),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,30}$/, 'has to be 2 to 31 lower-case letters, digits or -, beginning with a letter')
      .describe('The name of the environment: one cluster for each name in an account and region.'),
    purpose: z.enum(['production', 'testing']).default('production').describe('Production refuses what is meant for trying out.'),
    hsmType: z.enum(['hsm2m.medium', 'hsm1.medium']).default('hsm2m.medium'),
    mode: z.enum(['FIPS', 'NON_FIPS']).default('FIPS'),
    subnetIds: z
      .array(subnetId)
      .min(2, 'needs at least two subnets, in different availability zones')
      .max(10)
      .meta({ uniqueItems: true })
      .describe('Private subnets of one VPC, one for each availability zone; a cluster keeps them for life.'),
    hsmCount: z.int().min(1).max(28).describe('How many HSMs, spread over the availability zones.'),
    backupRetentionDays: z.int().min(7).max(379).default(90),
    tags: tags.default({}),
    certificateAuthority: z
      .strictObject({
        type: z
          .enum(['acm-pca', 'self-signed'])
          .describe('acm-pca: a root CA of AWS Private CA. self-signed: a root made for this cluster, for testing only.'),
        arn: z
          .string()
          .regex(
            /^arn:aws[a-z-]*:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[0-9a-f-]{36}$/,
            'is not an ACM PCA ARN such as arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/UUID',
          )
          .optional(),
        validityDays: z
          .int()
          .min(1)
          .max(36500)
          .optional()
          .describe("Days that the cluster's certificate is valid; as long as the CA itself without it."),
      })
      // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
      .meta({ if: { properties: { type: { const: 'acm-pca' } } }, then: { required: ['arn'] } })
      .describe('Who signs the certificate signing request of the cluster.'),
    activation: z
      .strictObject({
        type: z.enum(['automatic']).default('automatic'),
        network: z
          .enum(['checked', 'trusted'])
          .default('checked')
          .describe(
            'trusted: whether the task reaches AWS is not warned of where it cannot be seen, as with endpoints in another VPC or account.',
          ),
        securityGroupIds: z
          .array(securityGroupId)
          .max(4)
          .default([])
          .describe("Given to the task beside the cluster's own, for egress to port 443."),
      })
      .prefault({}),
    cryptoUsers: z.array(userName).max(mostUsers).meta({ uniqueItems: true }).default(['application']),
    keyStore: z
      .strictObject({
        name: z.string().min(1).max(256),
        keys: z
          .array(
            z.strictObject({
              name: z
                .string()
                .regex(/^[a-zA-Z0-9/_-]{1,128}$/, 'has to be 1 to 128 letters, digits, /, _ or -')
                .regex(/^(?!alias\/)/, 'has to be a name alone: the workflow puts alias/ before it'),
              description: z.string().max(8192).default(''),
            }),
          )
          .min(1, 'needs a key: the key store is proven with one')
          .max(50),
      })
      .optional()
      .describe('The KMS custom key store to connect; none without it.'),
    onFailure: z
      .enum(['keep', 'remove'])
      .default('keep')
      .describe('What happens to billed resources that a failed run created: remove deletes them while the cluster is not initialized.'),
  })
  .describe('An AWS CloudHSM environment.');

/** A checked environment, defaults filled in. */
export type Environment = z.output<typeof Environment>;
