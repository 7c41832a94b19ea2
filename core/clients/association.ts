import {
  type AssociationDescription,
  CreateAssociationCommand,
  DeleteAssociationCommand,
  DescribeAssociationCommand,
  ListAssociationsCommand,
  type Target,
  UpdateAssociationCommand,
} from '@aws-sdk/client-ssm';
import { setting } from '../aws/setting.ts';
import { ssm } from '../aws/ssm.ts';
import { knownToBeThere } from '../errors/late.ts';
import { asTarget } from './request.ts';

/** How often hosts are looked at; new ones that match are at once. */
const schedule = 'rate(12 hours)';

interface KeptConfigured {
  tags: string[];
  parameters: Record<string, string>;
}

/** An environment's associations, with the hosts that each is for: one, or none. */
export async function listedAssociations(environment: string): Promise<{ id: string; targets: Target[] }[]> {
  const filter = { key: 'AssociationName' as const, value: nameOf(environment) };
  const { Associations = [] } = await ssm().send(new ListAssociationsCommand({ AssociationFilterList: [filter] }));
  return Associations.map(({ AssociationId, Targets }) => ({ id: AssociationId!, targets: plain(Targets) }));
}

/** Their ids. */
export async function associationsOf(environment: string): Promise<string[]> {
  return (await listedAssociations(environment)).map(({ id }) => id);
}

/** In one order of members, so that they can be compared. */
function plain(targets: Target[] = []): Target[] {
  return targets.map(({ Key, Values }) => ({ Key, Values }));
}

export async function createAssociation(environment: string, wanted: KeptConfigured): Promise<string> {
  const { AssociationDescription } = await ssm().send(new CreateAssociationCommand(request(environment, wanted)));
  return AssociationDescription!.AssociationId!;
}

export async function updateAssociation(id: string, environment: string, wanted: KeptConfigured): Promise<void> {
  await listed(id, () => ssm().send(new UpdateAssociationCommand({ ...request(environment, wanted), AssociationId: id })));
}

/** Whether an association does what is wanted already. */
export async function isAsWanted(id: string, { tags, parameters }: KeptConfigured): Promise<boolean> {
  const { AssociationDescription: found = {} as AssociationDescription } = await listed(id, () =>
    ssm().send(new DescribeAssociationCommand({ AssociationId: id })),
  );
  const sorted = (values: Record<string, string>) => JSON.stringify(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const given = Object.fromEntries(Object.entries(found.Parameters ?? {}).map(([name, [value = '']]) => [name, value]));
  return (
    sorted(given) === sorted(parameters) &&
    JSON.stringify(plain(found.Targets)) === JSON.stringify(tags.map(asTarget)) &&
    found.ScheduleExpression === schedule
  );
}

export async function deleteAssociation(id: string): Promise<void> {
  await ssm()
    .send(new DeleteAssociationCommand({ AssociationId: id }))
    .catch((error: Error) => {
      if (error.name !== 'AssociationDoesNotExist') throw error;
    });
}

/** Of what Systems Manager has just listed. The next try lists anew: where somebody has deleted it, another is made. */
function listed<T>(id: string, ask: () => Promise<T>): Promise<T> {
  const details = {
    doing: 'keeping client hosts configured',
    to: id,
    problem: 'Systems Manager lists the association and does not show it',
  };
  return knownToBeThere(ask, details, ['AssociationDoesNotExist']);
}

function nameOf(environment: string): string {
  return `cloudhsm-lifecycle-${setting('STAGE')}-${environment}`;
}

function request(environment: string, { tags, parameters }: KeptConfigured) {
  return {
    Name: setting('CLIENT_DOCUMENT'),
    AssociationName: nameOf(environment),
    Targets: tags.map(asTarget),
    Parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]])),
    ScheduleExpression: schedule,
    ComplianceSeverity: 'HIGH' as const,
    MaxErrors: '100%',
    MaxConcurrency: '50',
  };
}
