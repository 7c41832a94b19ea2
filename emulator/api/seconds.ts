import * as z from 'zod';

const tenYears = 10 * 365 * 86_400;

/** A span of virtual time that the clock can count. */
export const seconds = z.number().min(0).max(tenYears);
