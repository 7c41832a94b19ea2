import { AwsError } from '../../kernel/aws-error.ts';
import { partitionOf } from '../../models/regions.ts';
import type { S3Place } from './state.ts';

/**
 * The region that a bucket is asked for in (localstack's snapshots of test_different_location_constraint): us-east-1 makes buckets of any other one, and of
 * its own where nothing is said; elsewhere the region has to be said.
 *
 * @throws AwsError InvalidLocationConstraint, IllegalLocationConstraintException
 */
export function regionOf({ region, partition }: S3Place, constraint: string | undefined): string {
  if (region !== 'us-east-1') {
    if (constraint === region || (constraint === 'EU' && region === 'eu-west-1')) return region;
    const message = `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`;
    throw new AwsError('IllegalLocationConstraintException', message);
  }
  if (constraint === undefined) return region;
  const wanted = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (wanted !== 'us-east-1' && partitionOf(wanted) === partition) return wanted;
  throw new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
    fields: { LocationConstraint: constraint },
  });
}
