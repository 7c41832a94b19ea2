import * as z from 'zod/mini';

/** A place as state machines hand it over. */
export const PlaceShape = z.object({ account: z.string(), region: z.string(), roleArn: z.optional(z.string()) });

/** What every step of an audit is told: its name in the bucket, and the place that it is about. */
export const PlaceInput = z.object({ run: z.string(), place: PlaceShape, now: z.iso.datetime() });
