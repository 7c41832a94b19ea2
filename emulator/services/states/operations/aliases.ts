import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { Alias, Route } from '../machine.ts';
import { checkArn } from '../names.ts';
import { page } from '../page.ts';
import { namesVersion, partsOf } from '../qualified-arn.ts';
import { onMachine } from '../resources.ts';
import { checkRoutes } from '../routes.ts';
import type { StatesPlace } from '../state.ts';

/** Of one machine (API reference, "CreateStateMachineAlias"). */
const mostAliases = 100;

interface OnAlias {
  stateMachineAliasArn: string;
}

interface CreateInput {
  name: string;
  description?: string;
  routingConfiguration: Route[];
}

const onAlias = ({ stateMachineAliasArn }: OnAlias) => [partsOf(stateMachineAliasArn).machineArn];

/** Creates it, or finds the same one. @throws AwsError ConflictException, ServiceQuotaExceededException, and those of its routing */
export const createStateMachineAlias: Operation<CreateInput, StatesPlace> = {
  resources: ({ routingConfiguration: [first] }) => [first ? partsOf(first.stateMachineVersionArn).machineArn : '*'],
  run({ name, description, routingConfiguration }, { place }) {
    const { arn: machineArn, published } = checkRoutes(place.states, routingConfiguration);
    const existing = published.aliases.find((alias) => alias.name === name);
    if (existing && !(existing.description === description && isDeepStrictEqual(existing.routes, routingConfiguration))) {
      const why = 'Failed to create alias because an alias with the same name and a different routing configuration already exists.';
      throw new AwsError('ConflictException', why);
    }
    if (!existing && published.aliases.length >= mostAliases) {
      throw new AwsError('ServiceQuotaExceededException', `The state machine ${machineArn} already has ${mostAliases} aliases`);
    }
    const now = place.clock.date();
    const made = { name, description, routes: routingConfiguration, creationDate: now, updateDate: now };
    const alias = existing ?? { arn: `${machineArn}:${name}`, ...made };
    if (!existing) published.aliases.push(alias);
    return { stateMachineAliasArn: alias.arn, creationDate: alias.creationDate };
  },
};

/** @throws AwsError InvalidArn, ResourceNotFound */
export const describeStateMachineAlias: Operation<OnAlias, StatesPlace> = {
  resources: onAlias,
  run({ stateMachineAliasArn }, { place }) {
    const { arn, name, description, routes, creationDate, updateDate } = existing(place, stateMachineAliasArn);
    return { stateMachineAliasArn: arn, name, description, routingConfiguration: routes, creationDate, updateDate };
  },
};

interface UpdateInput extends OnAlias {
  description?: string;
  routingConfiguration?: Route[];
}

/** Executions that run go on with the version that they began with. @throws AwsError InvalidArn, ResourceNotFound, ValidationException */
export const updateStateMachineAlias: Operation<UpdateInput, StatesPlace> = {
  resources: onAlias,
  run({ stateMachineAliasArn, description, routingConfiguration }, { place }) {
    if (description === undefined && routingConfiguration === undefined) {
      const why = 'Either the description or the routing configuration must be specified';
      throw new AwsError('ValidationException', why, { fields: { reason: 'MISSING_REQUIRED_PARAMETER' } });
    }
    const alias = existing(place, stateMachineAliasArn);
    if (routingConfiguration) {
      checkRoutes(place.states, routingConfiguration, partsOf(alias.arn).machineArn);
      alias.routes = routingConfiguration;
    }
    alias.description = description ?? alias.description;
    alias.updateDate = place.clock.date();
    return { updateDate: alias.updateDate };
  },
};

/** Deleting what is not there succeeds. @throws AwsError InvalidArn */
export const deleteStateMachineAlias: Operation<OnAlias, StatesPlace> = {
  resources: onAlias,
  run({ stateMachineAliasArn: arn }, { place }) {
    checkArn(arn, 'alias');
    const published = place.states.machines.get(partsOf(arn).machineArn)?.published;
    if (published) published.aliases = published.aliases.filter((alias) => alias.arn !== arn);
    return {};
  },
};

interface ListInput {
  stateMachineArn: string;
  maxResults?: number;
  nextToken?: string;
}

/** All of a machine, or those that name a version. @throws AwsError InvalidArn, InvalidToken, StateMachineDoesNotExist */
export const listStateMachineAliases: Operation<ListInput, StatesPlace> = {
  resources: onMachine,
  run(input, { place }) {
    const { stateMachineArn: arn } = input;
    const { published } = place.states.machine(namesVersion(arn) ? partsOf(arn).machineArn : arn);
    const named = ({ routes }: Alias) => !namesVersion(arn) || routes.some(({ stateMachineVersionArn }) => stateMachineVersionArn === arn);
    const { items, ...more } = page(published.aliases.filter(named), 'ListStateMachineAliases', input);
    return { stateMachineAliases: items.map(({ arn, creationDate }) => ({ stateMachineAliasArn: arn, creationDate })), ...more };
  },
};

function existing({ states }: StatesPlace, arn: string): Alias {
  checkArn(arn, 'alias');
  const alias = states.machines.get(partsOf(arn).machineArn)?.published.aliases.find((one) => one.arn === arn);
  if (alias) return alias;
  throw new AwsError('ResourceNotFound', 'Request references a resource that does not exist.');
}
