import * as z from 'zod';
import { clusterFates, hsmFates } from '../services/cloudhsmv2/fates.ts';
import { taskFates } from '../services/ecs/task-fates.ts';
import { connectionErrorCodes } from '../services/kms/key-stores/custom-key-store.ts';
import type { ApiRoute } from './api-route.ts';

const body = z.strictObject({
  clusters: z.array(z.strictObject({ ends: z.enum(clusterFates) })).optional(),
  hsms: z.array(z.strictObject({ ends: z.enum(hsmFates), availabilityZone: z.string().optional() })).optional(),
  connections: z.array(z.enum(connectionErrorCodes)).optional(),
  tasks: z.array(z.enum(taskFates)).optional(),
});

/** What becomes of the next clusters, HSMs, connections and tasks, wherever they are made: answers all that has not come true yet. */
export const fates: ApiRoute<z.infer<typeof body>> = {
  method: 'POST',
  path: 'fates',
  body,
  answer({ cloud }, { body: { clusters = [], hsms = [], connections = [], tasks = [] } }) {
    cloud.fates.clusters.push(...clusters);
    cloud.fates.hsms.push(...hsms);
    cloud.fates.connections.push(...connections);
    cloud.fates.tasks.push(...tasks);
    return cloud.fates;
  },
};
