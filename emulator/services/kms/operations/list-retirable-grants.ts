import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { KmsPlace } from '../state.ts';
import { shownGrant } from './list-grants.ts';

interface Input {
  RetiringPrincipal?: string;
  Limit?: number;
  Marker?: string;
}

/** Of all keys of the account and region. */
export const listRetirableGrants: Operation<Input, KmsPlace> = {
  refuses: ['RetiringServicePrincipal'],
  run(input, { place }) {
    const { RetiringPrincipal } = input;
    if (RetiringPrincipal === undefined) throw new AwsError('ValidationException', 'RetiringPrincipal is required.');
    const all = [...place.kms.keys.values()].flatMap((key) => [...key.grants.values()].map((grant) => ({ key, grant })));
    const wanted = all.filter(({ grant }) => grant.retiring === RetiringPrincipal);
    const { items, ...rest } = page(wanted, 'ListRetirableGrants', input, 50);
    return { Grants: items.map(({ key, grant }) => shownGrant(key, grant)), ...rest };
  },
};
