import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { type Association, listedAssociation } from '../associations/association.ts';
import { page } from '../page.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  AssociationFilterList?: { key: string; value: string }[];
  MaxResults?: number;
  NextToken?: string;
}

const members: Record<string, (association: Association) => string | undefined> = {
  Name: ({ Name }) => Name,
  AssociationName: ({ AssociationName }) => AssociationName,
  AssociationId: ({ associationId }) => associationId,
};

/** @throws AwsError InvalidNextToken */
export const listAssociations: Operation<Input, SsmPlace> = {
  run(input, { place }) {
    const { AssociationFilterList: filters = [] } = input;
    const strange = filters.find(({ key }) => !Object.hasOwn(members, key));
    if (strange) throw new AwsError('ValidationException', `The filter ${strange.key} is not emulated`);
    const found = [...place.ssm.associations.values()].filter((one) => filters.every(({ key, value }) => members[key]!(one) === value));
    const { items, NextToken } = page(found, 'ListAssociations', input);
    return { Associations: items.map(listedAssociation), NextToken };
  },
};
