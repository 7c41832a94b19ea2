import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { EcsPlace } from '../state.ts';

interface Input {
  familyPrefix?: string;
  status?: string;
  sort?: 'ASC' | 'DESC';
  maxResults?: number;
  nextToken?: string;
}

/** The revisions of a family, or of all by name. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html */
export const listTaskDefinitions: Operation<Input, EcsPlace> = {
  run(input, { place }) {
    const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input;
    const found = place.ecs.taskDefinitions
      .filter((definition) => definition.status === status && (familyPrefix === undefined || definition.family === familyPrefix))
      .toSorted((a, b) => (a.family === b.family ? a.revision - b.revision : a.family < b.family ? -1 : 1))
      .map(({ taskDefinitionArn }) => taskDefinitionArn);
    const { items, nextToken } = page(sort === 'ASC' ? found : found.reverse(), 'ListTaskDefinitions', input);
    return { taskDefinitionArns: items, nextToken };
  },
};

/** A family is ACTIVE with one revision that is. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitionFamilies.html */
export const listTaskDefinitionFamilies: Operation<Input, EcsPlace> = {
  run(input, { place }) {
    const { familyPrefix = '', status = 'ALL' } = input;
    const { taskDefinitions } = place.ecs;
    const active = new Set(taskDefinitions.filter((definition) => definition.status === 'ACTIVE').map(({ family }) => family));
    const families = [...new Set(taskDefinitions.map(({ family }) => family))]
      .filter((family) => family.startsWith(familyPrefix) && (status === 'ALL' || active.has(family) === (status === 'ACTIVE')))
      .sort();
    const { items, nextToken } = page(families, 'ListTaskDefinitionFamilies', input);
    return { families: items, nextToken };
  },
};
