import type { Caller } from '../../kernel/caller.ts';
import type { Place } from '../../service/place.ts';
import type { RequestContext } from '../../service/request-context.ts';

/** The condition keys that every request has. */
export function everyRequest({ accountId, region, clock }: Place, caller: Caller, resource: string): RequestContext {
  return {
    'aws:CurrentTime': clock.date().toISOString(),
    'aws:EpochTime': String(Math.floor(clock.now() / 1000)),
    'aws:PrincipalAccount': accountId,
    'aws:PrincipalArn': caller.kind === 'role' ? caller.roleArn : caller.arn,
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalType': caller.kind === 'role' ? 'AssumedRole' : 'Account',
    'aws:RequestedRegion': region,
    'aws:ResourceAccount': resource.split(':')[4] || accountId,
    // the emulator speaks plain HTTP on the loopback; policies see the TLS that AWS's endpoints have
    'aws:SecureTransport': 'true',
    // by which a topic's usual policy lets its owner in
    'aws:SourceOwner': accountId,
    'aws:ViaAWSService': 'false',
    'ec2:Region': region,
    'kms:CallerAccount': accountId,
  };
}
