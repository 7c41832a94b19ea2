import * as z from 'zod/mini';
import { associationsOf, createAssociation, deleteAssociation, isAsWanted, updateAssociation } from '../core/clients/association.ts';
import { createOnce } from '../core/record/create-once.ts';
import { environmentOnRecord } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  parameters: z.record(z.string(), z.string()),
  now: z.iso.datetime(),
});
const Output = z.object({ association: z.nullable(z.string()) });

/** Sees to it that State Manager keeps hosts configured, those to come too, where the file asks for it; and that it does not otherwise. */
export const handler = step(Input, Output, async ({ environment: name, lease, parameters, now }) => {
  const { clients } = await environmentOnRecord(name);
  const standing = await associationsOf(name);
  const wanted = clients?.keepConfigured && clients.tags ? { tags: clients.tags, parameters } : undefined;
  const kept = wanted && standing[0];
  for (const id of wanted ? standing.slice(1) : standing) {
    await holdLease(lease);
    await deleteAssociation(id);
  }
  if (!wanted) return { association: null };
  // what stands may be what an earlier try has asked for, whose note goes then
  const association = await createOnce({
    find: async () => kept ?? (await associationsOf(name))[0],
    create: () => createAssociation(name, wanted),
    see: async (id: string) => id,
    ids: (id) => [id],
    what: 'association of client hosts',
    lease,
    now,
    describing: { doing: 'creating the association of client hosts', to: `environment ${name}` },
  });
  if (kept !== undefined && !(await isAsWanted(kept, wanted))) {
    await holdLease(lease);
    await updateAssociation(kept, name, wanted);
  }
  return { association };
});
