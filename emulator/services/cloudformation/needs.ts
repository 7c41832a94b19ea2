import type { Place } from '../../service/place.ts';

/** It works with all other services, by what its place calls. */
export type CloudFormationNeeds = Place;
