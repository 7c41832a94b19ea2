import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import { page } from '../page.ts';
import type { KmsPlace } from '../state.ts';

export const listAliases: Operation<{ KeyId?: string; Limit?: number; Marker?: string }, KmsPlace> = {
  run(input, { place }) {
    const key = input.KeyId === undefined ? undefined : findKeyById(place, input.KeyId);
    const found = [...place.kms.aliases.values()].filter(({ targetKeyId }) => !key || targetKeyId === key.keyId);
    const { items, ...rest } = page(found, 'ListAliases', input, 50);
    const Aliases = items.map((alias) => ({
      AliasName: alias.name,
      AliasArn: alias.arn,
      TargetKeyId: alias.targetKeyId,
      CreationDate: alias.createdAt,
      LastUpdatedDate: alias.updatedAt,
    }));
    return { Aliases, ...rest };
  },
};
