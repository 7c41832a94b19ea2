import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import { AssumedNetwork } from './assumed-network.ts';
import type { Instance } from './instance.ts';
import type {
  Address,
  InternetGateway,
  NatGateway,
  NetworkAcl,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
  VpcEndpoint,
} from './network.ts';
import { notFound } from './not-found.ts';
import { Tags } from './tags.ts';

/** What a region of an account holds of EC2, by id, for what works on it. */
export class Inventory {
  readonly place: Place;
  readonly vpcs = new Map<string, Vpc>();
  readonly subnets = new Map<string, Subnet>();
  readonly securityGroups = new Map<string, SecurityGroup>();
  readonly routeTables = new Map<string, RouteTable>();
  readonly endpoints = new Map<string, VpcEndpoint>();
  readonly internetGateways = new Map<string, InternetGateway>();
  readonly natGateways = new Map<string, NatGateway>();
  readonly addresses = new Map<string, Address>();
  readonly networkAcls = new Map<string, NetworkAcl>();
  readonly networkInterfaces = new Map<string, NetworkInterface>();
  readonly instances = new Map<string, Instance>();
  readonly tags = new Tags();
  readonly #assumed?: AssumedNetwork;
  readonly #deleted = new Set<string>();
  readonly #made = new Map<string, number>();
  readonly #byToken = new Map<string, { id: string; asked: string }>();

  constructor(place: Place) {
    this.place = place;
    if (place.account.vpcs === undefined) this.#assumed = new AssumedNetwork(place, this);
  }

  vpc(id: string): Vpc | undefined {
    return this.vpcs.get(id);
  }

  /** Where no VPCs are declared, whatever is named is there, but for what was deleted. */
  subnet(id: string): Subnet | undefined {
    return this.subnets.get(id) ?? (this.#deleted.has(id) ? undefined : this.#assumed?.subnet(id));
  }

  /** Where no VPCs are declared, whatever is named is there, but for what was deleted. */
  securityGroup(id: string): SecurityGroup | undefined {
    return this.securityGroups.get(id) ?? (this.#deleted.has(id) ? undefined : this.#assumed?.securityGroup(id));
  }

  /** @throws AwsError InvalidVpcID.NotFound */
  requireVpc(id: string): Vpc {
    return found(this.vpcs.get(id), 'vpc', id);
  }

  /** @throws AwsError InvalidSubnetID.NotFound */
  requireSubnet(id: string): Subnet {
    return found(this.subnet(id), 'subnet', id);
  }

  /** @throws AwsError InvalidGroup.NotFound */
  requireGroup(id: string): SecurityGroup {
    return found(this.securityGroup(id), 'securityGroup', id);
  }

  /** @throws AwsError InvalidRouteTableID.NotFound */
  requireRouteTable(id: string): RouteTable {
    return found(this.routeTables.get(id), 'routeTable', id);
  }

  /** @throws AwsError InvalidVpcEndpointId.NotFound */
  requireEndpoint(id: string): VpcEndpoint {
    return found(this.endpoints.get(id), 'vpcEndpoint', id);
  }

  /** @throws AwsError InvalidInternetGatewayID.NotFound */
  requireInternetGateway(id: string): InternetGateway {
    return found(this.internetGateways.get(id), 'internetGateway', id);
  }

  /** @throws AwsError NatGatewayNotFound */
  requireNatGateway(id: string): NatGateway {
    return found(this.natGateways.get(id), 'natGateway', id);
  }

  /** @throws AwsError InvalidAllocationID.NotFound */
  requireAddress(id: string): Address {
    return found(this.addresses.get(id), 'address', id);
  }

  /** The table of subnets that name none. */
  mainTable(vpcId: string): RouteTable {
    const tables = [...this.routeTables.values()].filter((table) => table.vpcId === vpcId);
    return tables.find(({ associations }) => associations.some(({ subnetId }) => subnetId === undefined))!;
  }

  /** A subnet's own route table, or the main one of its VPC. */
  routeTableOf({ subnetId, vpcId }: Pick<Subnet, 'subnetId' | 'vpcId'>): RouteTable {
    const own = [...this.routeTables.values()].find(({ associations }) => associations.some((one) => one.subnetId === subnetId));
    return own ?? this.mainTable(vpcId);
  }

  interfacesIn(subnetId: string): NetworkInterface[] {
    return [...this.networkInterfaces.values()].filter((eni) => eni.subnetId === subnetId);
  }

  /**
   * A new id, `subnet-` and 17 digits.
   *
   * @param purpose how many were made for it before counts, and nothing else that happens at the time (rule R5)
   */
  newId(prefix: string, ...purpose: string[]): string {
    return `${prefix}-${this.place.random.hex(17, prefix, ...purpose, this.ordinal(prefix, ...purpose))}`;
  }

  /** How many times it was asked before. */
  ordinal(...purpose: string[]): number {
    const key = JSON.stringify(purpose);
    const ordinal = this.#made.get(key) ?? 0;
    this.#made.set(key, ordinal + 1);
    return ordinal;
  }

  /**
   * What a request with a client token makes, once: with the same token again it is what was made.
   *
   * @param request with its ClientToken
   * @param make returns the id of what it makes
   * @throws AwsError IdempotentParameterMismatch where another request had the token
   */
  once<Resource>(request: { ClientToken?: string }, held: ReadonlyMap<string, Resource>, make: () => string): Resource {
    const { ClientToken: token, ...asked } = request;
    const before = token === undefined ? undefined : this.#byToken.get(token);
    const found = before && held.get(before.id);
    if (found && before.asked !== JSON.stringify(asked))
      throw new AwsError(
        'IdempotentParameterMismatch',
        'The client token is one of an earlier request, which asked for something else: give this one a token of its own',
      );
    if (found) return found;
    const id = make();
    if (token !== undefined) this.#byToken.set(token, { id, asked: JSON.stringify(asked) });
    return held.get(id)!;
  }

  /** Of what is gone for good: its tags go, and its id is not taken to exist again. */
  forget(id: string): void {
    this.tags.delete(id);
    if (/^(subnet|sg)-/.test(id)) this.#deleted.add(id);
  }
}

function found<Resource>(resource: Resource | undefined, kind: Parameters<typeof notFound>[0], id: string): Resource {
  if (!resource) throw notFound(kind, id);
  return resource;
}
