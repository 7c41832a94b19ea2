import type * as z from 'zod';
import type { AwsPlace, Cloud } from '../cloud.ts';
import type { StackResponses } from '../cloudformation/stack-responses.ts';
import { AwsError } from '../kernel/aws-error.ts';
import { checked } from '../kernel/checked.ts';
import type { Asked, Route } from '../protocol/routes.ts';

/** The emulator, as its own API sees it. */
export interface Operated {
  readonly cloud: Cloud;
  /** The folder of the emulated programs. */
  readonly bin: string;
  /** What custom resources of stacks answer. */
  readonly responses: StackResponses;
  /** Begins anew; with `deploy`, what was deployed is deployed again. */
  reset(options: { deploy?: boolean }): Promise<void>;
}

/** A request whose body is what its route takes. */
type AskedWith<Body> = Asked<AwsPlace> & { body: Body };

/** A route of the emulator's own API. */
export interface ApiRoute<Body> extends Pick<Route, 'method' | 'path' | 'read'> {
  /** What its body has to be; any other is refused in words. */
  body: z.ZodType<Body>;
  answer(emulator: Operated, asked: AskedWith<Body>): unknown;
}

/** Has a route check what it is asked, and act on an emulator. */
export function bound<Body>({ method, path, read, body, answer }: ApiRoute<Body>): (emulator: Operated) => Route<AwsPlace> {
  return (emulator) => ({ method, path, read, answer: (asked) => answer(emulator, { ...asked, body: checkedBody(body, asked.body) }) });
}

/** @throws AwsError */
function checkedBody<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  try {
    return checked(schema, body, 'the body');
  } catch (error) {
    throw new AwsError('ValidationException', (error as Error).message);
  }
}
