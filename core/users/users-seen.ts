import * as z from 'zod/mini';

/** The users of an environment as they stood on its HSMs when somebody looked. */
export const UsersSeen = z.object({
  /** ISO 8601. */
  at: z.string(),
  users: z.array(
    z.object({
      username: z.string(),
      /** `inconsistent` where the HSMs differ, as `locked` is. */
      role: z.string(),
      locked: z.string(),
      /** `full`, where the user is on every HSM. */
      coverage: z.string(),
    }),
  ),
});

export type UsersSeen = z.output<typeof UsersSeen>;
