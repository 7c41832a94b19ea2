import * as z from 'zod/mini';

/** Systems Manager takes five targets, and an association each of them too. */
const mostTags = 5;
const tag = z.string().check(z.regex(/^[^=]{1,128}=.{1,256}$/, 'has to be a tag and its value, such as Role=payments'));

/** Tags that hosts have, all of them: `Role=payments`. */
export const HostTags = z.array(tag).check(z.minLength(1, 'needs a tag'), z.maxLength(mostTags));
