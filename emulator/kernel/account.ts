import type { DurationName } from './durations.ts';

/** What an account holds before anyone acts: the file of `hsm emulator --account`. Everything is optional. */
export interface AccountFile extends PlaceDeclaration {
  /** Seconds, [shortest, longest], for each duration that differs from the usual one. */
  durations?: Partial<Record<DurationName, [number, number]>>;
  /** Further regions and accounts. What is not declared is there too, as an account that nobody has touched. */
  places?: PlaceDeclaration[];
}

/** A region of an account. */
export interface PlaceDeclaration {
  /** 12 digits; 123456789012 by default, and of `places` the account file's own. */
  accountId?: string;
  /** us-east-1 by default, and of `places` the account file's own. */
  region?: string;
  /** Without any, every well-formed subnet id is a private subnet of one VPC, in successive availability zones. */
  vpcs?: VpcDeclaration[];
  /** Zones in which CloudHSM makes no HSM, as us-east-1 has them: CreateHsm is refused there. */
  zonesWithoutCloudHsm?: string[];
  /** Without any, one ACTIVE RSA root CA exists. */
  certificateAuthorities?: CertificateAuthorityDeclaration[];
  secrets?: SecretDeclaration[];
  quotas?: Partial<Quotas>;
  /** HSM types that CreateCluster takes there; hsm2m.medium by default. */
  hsmTypes?: string[];
}

export interface VpcDeclaration {
  id: string;
  /** The account that owns the VPC and shares its subnets with this one, where that is another. */
  owner?: string;
  subnets: SubnetDeclaration[];
  securityGroups?: SecurityGroupDeclaration[];
  /** Whether the subnets reach the internet through a NAT gateway; true by default. Route tables, where declared, say it themselves. */
  nat?: boolean;
  /** Without any, the subnets have one of their own: the VPC, the NAT gateway, the gateway endpoints. */
  routeTables?: RouteTableDeclaration[];
  /** By the last part of the service's name, `ecr.api`, or with what is unusual about them. */
  endpoints?: (string | EndpointDeclaration)[];
}

export interface SubnetDeclaration {
  id: string;
  /** A Local Zone, `us-east-1-bos-1a`, too. */
  availabilityZone: string;
  cidr?: string;
  freeAddresses?: number;
}

export interface SecurityGroupDeclaration {
  id: string;
  /** Everything by default, as EC2 makes groups. */
  egress?: SecurityGroupRuleDeclaration[];
  /** Nothing by default. */
  ingress?: SecurityGroupRuleDeclaration[];
}

/** To or from a range, another group, or the prefix list of a service with gateway endpoints. */
export interface SecurityGroupRuleDeclaration {
  /** `tcp`, `udp`, or `-1` for everything. */
  protocol: string;
  fromPort?: number;
  toPort?: number;
  cidr?: string;
  group?: string;
  prefixListOf?: 's3' | 'dynamodb';
}

export interface RouteTableDeclaration {
  id: string;
  /** The one of subnets that no table names; the first table without a `main` one. */
  main?: boolean;
  subnets?: string[];
  /** Beside the VPC's own, and those of gateway endpoints. */
  routes?: RouteDeclaration[];
}

export interface RouteDeclaration {
  /** A range, or the id of a prefix list. */
  destination: string;
  /** The id of what it leads to: `nat-`, `igw-`, `tgw-`, `vgw-`, `pcx-`, `eni-`, `i-`, `lgw-`, `vpce-` …, or the ARN of a core network. */
  target: string;
  /** Where the target is gone. */
  blackhole?: boolean;
  /**
   * What lies beyond, by the last part of the service's name: endpoints of another VPC, with names that lead there. Without it, the
   * whole internet, as far as the destination goes.
   */
  reaches?: string[];
}

export interface EndpointDeclaration {
  service: string;
  /** `Gateway` for s3 and dynamodb by default, else `Interface`. */
  type?: 'Interface' | 'Gateway';
  state?: 'available' | 'pending' | 'pendingAcceptance' | 'rejected' | 'deleting' | 'deleted' | 'failed' | 'expired';
  /** Of an interface endpoint; true by default. */
  privateDns?: boolean;
  /** Of an interface endpoint; every subnet of the VPC by default. */
  subnets?: string[];
  /** Of an interface endpoint: they have to let port 443 in. Without any, it lets in the whole VPC. */
  securityGroups?: string[];
  /** Of a gateway endpoint; every table that has subnets by default. */
  routeTables?: string[];
}

export interface CertificateAuthorityDeclaration {
  /** The last part of the ARN, a UUID. */
  id: string;
  /** The account that owns it and shares it with this one by AWS RAM, where that is another. */
  owner?: string;
  type?: 'ROOT' | 'SUBORDINATE';
  status?: 'ACTIVE' | 'DISABLED' | 'CREATING' | 'PENDING_CERTIFICATE' | 'DELETED' | 'EXPIRED' | 'FAILED';
  keyAlgorithm?: 'RSA_2048' | 'RSA_4096' | 'EC_prime256v1';
  usageMode?: 'GENERAL_PURPOSE' | 'SHORT_LIVED_CERTIFICATE';
  commonName?: string;
  /** Years that its certificate is valid; 10 by default. */
  years?: number;
  /** Days from the start that its certificate is still valid, instead of years. */
  endsInDays?: number;
}

export interface SecretDeclaration {
  name: string;
  /** Its text; any other value is written as JSON. Without one, the secret holds nothing. */
  value?: unknown;
  /** Whether it is scheduled for deletion, 30 days from the start. */
  pendingDeletion?: boolean;
  tags?: Record<string, string>;
}

export interface Quotas {
  clusters: number;
  hsms: number;
  hsmsPerCluster: number;
  customKeyStores: number;
}
