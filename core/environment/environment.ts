import * as z from 'zod/mini';
import { isTimeZone } from '../calendar/is-time-zone.ts';
import { weekdaysPattern } from '../calendar/weekdays.ts';
import { cloudhsmRegions } from '../regions.ts';
import { checkIds } from '../severities.ts';
import { mostAdmins } from '../users/admins.ts';
import { ownUsers } from '../users/own-users.ts';
import { HostTags } from './host-tags.ts';

const subnetId = z.string().check(z.regex(/^subnet-[0-9a-f]{8,17}$/, 'is not a subnet id such as subnet-0123456789abcdef0'));
const subnetsOfCluster = z
  .array(subnetId)
  .check(z.minLength(2, 'needs at least two subnets, in different availability zones'), z.maxLength(10), z.meta({ uniqueItems: true }));
const securityGroupId = z.string().check(z.regex(/^sg-[0-9a-f]{8,17}$/, 'is not a security group id such as sg-0123456789abcdef0'));
/** CloudHSM's appliance user, and those of every environment. */
const reservedUsers = ['app_user', ...ownUsers];
const userName = z.string().check(
  z.regex(/^[a-z][a-z0-9_]{0,30}$/, 'has to be 1 to 31 lower-case letters, digits or _, beginning with a letter'),
  z.refine((name) => !reservedUsers.includes(name), 'is a user of CloudHSM, KMS or the workflow itself; choose another name'),
  z.meta({ not: { enum: reservedUsers } }),
);

/** The ARNs of their secrets travel in the overrides of RunTask, which ECS limits to 8192 characters. */
const mostUsers = 20;

const timeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day such as 20:00'));
const timeZone = z
  .string()
  .check(
    z.refine(isTimeZone, { error: 'there is no such time zone', params: { nearest: 'time zone' } }),
    z.describe('As in Europe/Berlin; UTC is one, too.'),
  );
const everyDays = z.int().check(z.minimum(1), z.maximum(366));

/** CloudHSM takes 50 tags of a cluster, and the workflow writes three of its own. */
const mostTags = 47;
const tagText = z
  .string()
  .check(z.refine((text) => /^[\p{L}\p{N}\p{Zs}+\-=._:/@]*$/u.test(text), 'may hold letters, digits, spaces and + - = . _ : / @ only'));
const tagKey = tagText.check(
  z.minLength(1),
  z.maxLength(128),
  z.regex(/^(?![aA][wW][sS]:)/, 'may not begin with aws:, which AWS keeps for itself'),
  z.regex(/^(?!cloudhsm-lifecycle:)/, 'may not begin with cloudhsm-lifecycle:, which the workflow keeps for itself'),
);
const tags = z.record(tagKey, tagText.check(z.maxLength(256))).check(
  z.refine(
    (all) => Object.keys(all).length <= mostTags,
    `has to be ${mostTags} tags or less: CloudHSM takes 50, three of them the workflow's`,
  ),
  z.meta({ maxProperties: mostTags }),
);

/** How many copies of backups are kept in a region, unless the file says it. */
export const usuallyKeptCopies = 7;

/**
 * The environment file: everything that the workflow needs to know. Its JSON Schema, schema/environment.json, is made from this; `meta`
 * says there what a check in code says here.
 */
export const Environment = z
  .strictObject({
    $schema: z.optional(z.string()),
    version: z.literal(1).check(z.describe('The version of this format.')),
    name: z
      .string()
      .check(
        z.regex(/^[a-z][a-z0-9-]{1,30}$/, 'has to be 2 to 31 lower-case letters, digits or -, beginning with a letter'),
        z.describe('The name of the environment: one cluster for each name in an account and region.'),
      ),
    purpose: z
      ._default(z.enum(['production', 'testing']), 'production')
      .check(z.describe('Production refuses what is meant for trying out.')),
    hsmType: z._default(z.enum(['hsm2m.medium', 'hsm1.medium']), 'hsm2m.medium'),
    mode: z._default(z.enum(['FIPS', 'NON_FIPS']), 'FIPS'),
    subnetIds: subnetsOfCluster.check(
      z.describe('Private subnets of one VPC, one for each availability zone; a cluster keeps them for life.'),
    ),
    cluster: z
      .optional(
        z.strictObject({
          sourceBackupId: z.string().check(z.regex(/^backup-[a-zA-Z2-7]{11,16}$/, 'is not the id of a backup such as backup-abcdefghijk')),
        }),
      )
      .check(z.describe('Where the cluster is made from a backup: its users, keys and certificate come with it.')),
    hsmCount: z.int().check(z.minimum(1), z.maximum(28), z.describe('How many HSMs, spread over the availability zones.')),
    backupRetentionDays: z._default(z.int().check(z.minimum(7), z.maximum(379)), 90),
    tags: z._default(tags, {}).check(z.describe('Of the cluster, beside those of the workflow. One that the file names no more stays.')),
    certificateAuthority: z
      .strictObject({
        type: z
          .enum(['acm-pca', 'external', 'self-signed'])
          .check(
            z.describe(
              'acm-pca: a root CA of AWS Private CA. external: people sign, with whatever root they have; the workflow waits for them. self-signed: a root made for this cluster, for testing only.',
            ),
          ),
        arn: z.optional(
          z
            .string()
            .check(
              z.regex(
                /^arn:aws[a-z-]*:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[0-9a-f-]{36}$/,
                'is not an ACM PCA ARN such as arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/UUID',
              ),
            ),
        ),
        validityDays: z
          .optional(z.int().check(z.minimum(1), z.maximum(36500)))
          .check(z.describe("Days that the cluster's certificate is valid; as long as the CA itself without it.")),
      })
      .check(
        // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
        z.meta({ if: { properties: { type: { const: 'acm-pca' } } }, then: { required: ['arn'] } }),
        z.describe('Who signs the certificate signing request of the cluster.'),
      ),
    activation: z.prefault(
      z.strictObject({
        type: z
          ._default(z.enum(['automatic', 'ceremony']), 'automatic')
          .check(
            z.describe('automatic: by a task beside the HSMs. ceremony: by people with the CloudHSM CLI; the workflow waits for them.'),
          ),
        network: z
          ._default(z.enum(['checked', 'trusted']), 'checked')
          .check(
            z.describe(
              'trusted: whether the task reaches AWS is not warned of where it cannot be seen, as with endpoints in another VPC or account.',
            ),
          ),
        securityGroupIds: z
          ._default(z.array(securityGroupId).check(z.maxLength(4)), [])
          .check(z.describe("Given to the task beside the cluster's own, for egress to port 443.")),
      }),
      {},
    ),
    admins: z
      .optional(z.int().check(z.minimum(1), z.maximum(mostAdmins)))
      .check(z.describe('How many administrators: 2 in production and 1 for testing without it. One can unlock another.')),
    quorum: z
      .optional(
        z.strictObject({
          user: z
            .int()
            .check(z.minimum(2), z.maximum(8), z.describe('How many admins have to approve a change of users, as set in the cluster.')),
        }),
      )
      .check(z.describe('What a quorum of admins has to approve in the cluster: the workflow waits for them there.')),
    people: z
      .optional(
        z.strictObject({
          withinDays: z
            .int()
            .check(z.minimum(1), z.maximum(180), z.describe('So long a run waits for people before it fails; 30 days without it.')),
        }),
      )
      .check(z.describe('What the workflow may expect of people that it waits for.')),
    cryptoUsers: z._default(z.array(userName).check(z.maxLength(mostUsers), z.meta({ uniqueItems: true })), ['application']),
    keyStore: z
      .optional(
        z.strictObject({
          name: z.string().check(z.minLength(1), z.maxLength(256)),
          keys: z
            .array(
              z.strictObject({
                name: z
                  .string()
                  .check(
                    z.regex(/^[a-zA-Z0-9/_-]{1,128}$/, 'has to be 1 to 128 letters, digits, /, _ or -'),
                    z.regex(/^(?!alias\/)/, 'has to be a name alone: the workflow puts alias/ before it'),
                  ),
                description: z._default(z.string().check(z.maxLength(8192)), ''),
              }),
            )
            .check(z.minLength(1, 'needs a key: the key store is proven with one'), z.maxLength(50)),
        }),
      )
      .check(z.describe('The KMS custom key store to connect; none without it.')),
    audit: z
      .optional(
        z.strictObject({
          accept: z._default(
            z
              .array(
                z.strictObject({
                  check: z.enum(checkIds as [string, ...string[]]),
                  resource: z.string().check(z.minLength(1), z.maxLength(2048)),
                  until: z.iso.date().check(z.describe('The last day, YYYY-MM-DD.')),
                  reason: z.string().check(z.minLength(1), z.maxLength(500)),
                }),
              )
              .check(z.maxLength(50)),
            [],
          ),
          plannedPerMonth: z.optional(z.number().check(z.positive())).check(z.describe('USD that it may cost a month.')),
        }),
      )
      .check(z.describe('What audits are told of it: findings that its owner lives with, and for how long.')),
    backups: z
      .optional(
        z.strictObject({
          copyTo: z
            ._default(z.array(z.enum(cloudhsmRegions as [string, ...string[]])).check(z.maxLength(5), z.meta({ uniqueItems: true })), [])
            .check(z.describe('Regions to which the newest backup is copied each day.')),
          keepCopies: z
            ._default(z.int().check(z.minimum(1), z.maximum(100)), usuallyKeptCopies)
            .check(z.describe('How many copies are kept in each.')),
          drillEveryDays: z
            .optional(everyDays)
            .check(z.describe('Every so many days the newest backup is restored into a cluster of its own, and proven; never without it.')),
        }),
      )
      .check(z.describe('What becomes of backups beyond what CloudHSM does; nothing without it.')),
    clients: z
      .optional(
        z
          .strictObject({
            tags: z
              .optional(HostTags)
              .check(z.describe('The hosts that use the cluster: EC2 instances with all of these tags, as NAME=VALUE.')),
            version: z
              .optional(z.string().check(z.regex(/^\d+\.\d+\.\d+$/, 'has to be a version of Client SDK 5 such as 5.18.0')))
              .check(z.describe('Of Client SDK 5; the newest whose SHA-256 is known without it.')),
            unverified: z._default(z.boolean(), false).check(z.describe('Takes a version whose SHA-256 is not known, as it comes.')),
            keepConfigured: z
              ._default(z.boolean(), false)
              .check(z.describe('Whether State Manager keeps the hosts configured, those to come too.')),
            everyDays: z
              .optional(everyDays)
              .check(z.describe('Every so many days the hosts get the settings and the version of then; never without it.')),
          })
          .check(
            z.refine(({ tags, keepConfigured }) => !keepConfigured || tags !== undefined, {
              path: ['keepConfigured'],
              error: 'needs tags, which say of which hosts',
            }),
            z.refine(({ tags, everyDays }) => everyDays === undefined || tags !== undefined, {
              path: ['everyDays'],
              error: 'needs tags, which say of which hosts',
            }),
            z.meta({
              dependentRequired: { everyDays: ['tags'] },
              if: { properties: { keepConfigured: { const: true } }, required: ['keepConfigured'] },
              // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
              then: { required: ['tags'] },
            }),
          ),
      )
      .check(z.describe('Hosts that use the cluster through Client SDK 5.')),
    parking: z
      .optional(
        z.strictObject({
          at: timeOfDay.check(z.describe('When its HSMs go: HH:MM.')),
          until: timeOfDay.check(z.describe('When they come back, with the same addresses: HH:MM.')),
          days: z
            ._default(z.string().check(z.regex(weekdaysPattern, 'is not a list of days such as mon-fri or mon,wed,fri')), 'mon-sun')
            .check(z.describe('The days on which both happen, as in mon-fri: it stays as it is on others.')),
          timezone: timeZone,
        }),
      )
      .check(z.describe('When it has no HSM, and costs none. Its keys cannot be used meanwhile.')),
    rotation: z
      .optional(
        z.strictObject({ everyDays: everyDays.check(z.describe('Every so many days its users, but for kmsuser, get new passwords.')) }),
      )
      .check(z.describe('New passwords by the clock; never without it.')),
    recovery: z
      .optional(
        z.strictObject({
          region: z.enum(cloudhsmRegions as [string, ...string[]]).check(z.describe('Where the same stage is deployed, too.')),
          subnetIds: subnetsOfCluster.check(z.describe('Private subnets there, of one VPC, one for each availability zone.')),
          securityGroupIds: z
            ._default(z.array(securityGroupId).check(z.maxLength(4)), [])
            .check(z.describe("Given to the task there beside the cluster's own, for egress to port 443.")),
        }),
      )
      .check(z.describe('Where it is restored when its region is lost: backups, secrets and record are brought there each day.')),
    onFailure: z
      ._default(z.enum(['keep', 'remove']), 'keep')
      .check(
        z.describe('What happens to billed resources that a failed run created: remove deletes them while the cluster is not initialized.'),
      ),
  })
  .check(z.describe('An AWS CloudHSM environment.'));

/** A checked environment, defaults filled in. */
export type Environment = z.output<typeof Environment>;
