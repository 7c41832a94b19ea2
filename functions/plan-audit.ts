import * as z from 'zod/mini';
import { PlaceShape } from '../core/audit/place-shape.ts';
import { auditPlaces } from '../core/audit/places.ts';
import { AuditRequest, scopeName } from '../core/audit/request.ts';
import { environmentOnRecord } from '../core/record/file.ts';
import { step } from '../core/step.ts';

const Input = z.object({ request: AuditRequest });
const Output = z.object({ scope: z.string(), places: z.array(PlaceShape), environments: z.array(z.string()) });

/** Which places are read, and what of them counts. An environment that is not on record is refused. */
export const handler = step(Input, Output, async ({ request }) => {
  const { environments = [] } = request;
  for (const name of environments) await environmentOnRecord(name);
  return { scope: scopeName(request), places: auditPlaces(request), environments };
});
