import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { page } from '../page.ts';
import { listedRole } from '../shown-role.ts';

/** By path and name. @throws AwsError ValidationError */
export const listRoles: Operation<{ PathPrefix?: string; Marker?: string; MaxItems?: number }, IamPlace> = {
  run(input, { place }) {
    const found = place.iam.roles.all().filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, more } = page(
      found.toSorted((a, b) => (a.arn < b.arn ? -1 : 1)),
      'ListRoles',
      input,
    );
    return { Roles: items.map(listedRole), ...more };
  },
};
