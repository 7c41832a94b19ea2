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
  /** Parameters of Systems Manager. */
  parameters?: ParameterDeclaration[];
  /** Clusters that stand already. */
  clusters?: ClusterDeclaration[];
  /** Backups of clusters that are gone, or that stand in another region. */
  backups?: (BackupDeclaration & { cluster: string })[];
  alarms?: AlarmDeclaration[];
  /** Who is subscribed to a topic from its creation on, by the topic's name. */
  subscriptions?: Record<string, { protocol: 'sqs' | 'lambda'; endpoint: string }[]>;
  /** What is in tables from their creation on: the first declaration counts whose pattern a table's name matches. */
  tables?: TableDeclaration[];
  /** Where nothing of the account declares any, it has one of all regions that records. */
  trails?: TrailDeclaration[];
  quotas?: Partial<Quotas>;
  /** HSM types that CreateCluster takes there; hsm2m.medium by default. */
  hsmTypes?: string[];
  /** EC2 instances, on which Systems Manager runs commands: each is a folder of this machine. */
  hosts?: HostDeclaration[];
}

export interface HostDeclaration {
  /** `i-0123456789abcdef0` */
  id: string;
  /** As its /etc/os-release has them: `amzn 2023`, `rhel 9.4`, `ubuntu 24.04`; or `windows 2022`. */
  platform: string;
  /** x86_64 by default. */
  architecture?: 'x86_64' | 'aarch64';
  tags?: Record<string, string>;
  /** The first one of the account by default. */
  subnet?: string;
  /** The default group of its VPC without any. */
  securityGroups?: string[];
  /** Whether its agent answers; true by default. */
  online?: boolean;
  /** Whether Systems Manager knows it; true by default. */
  managed?: boolean;
  /** Whether its role may ask CloudHSM for clusters; true by default. */
  describesClusters?: boolean;
  /** Whether what it downloads is another package than AWS publishes. */
  tamperedDownloads?: boolean;
  /** The folder that is its `/`; one of the emulator's own by default. */
  root?: string;
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

interface SecurityGroupDeclaration {
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

interface EndpointDeclaration {
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
  keyAlgorithm?: 'RSA_2048' | 'RSA_3072' | 'RSA_4096' | 'EC_prime256v1' | 'EC_secp384r1' | 'EC_secp521r1';
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
  /** The six characters at the end of its ARN; drawn without them. */
  suffix?: string;
}

interface ParameterDeclaration {
  name: string;
  /** A list is a StringList. */
  value: string | string[];
}

/** A cluster that stands already, in whatever state. */
export interface ClusterDeclaration {
  /** `cluster-` and 11 characters a–z, 2–7. */
  id: string;
  /** ACTIVE by default. */
  state?: 'UNINITIALIZED' | 'INITIALIZED' | 'ACTIVE' | 'DEGRADED' | 'CREATE_IN_PROGRESS' | 'UPDATE_IN_PROGRESS' | 'MODIFY_IN_PROGRESS';
  stateMessage?: string;
  hsmType?: string;
  mode?: 'FIPS' | 'NON_FIPS';
  /** How long before the start it was made; 1000 by default. */
  hoursOld?: number;
  /** Every declared subnet of the first VPC, or the usual ones, by default. */
  subnets?: string[];
  backupRetentionDays?: number;
  tags?: Record<string, string>;
  /** Days from the start that its owner's certificate is valid, 3650 by default; null where it has none. */
  certificateDaysLeft?: number | null;
  /** The rules of its security group, instead of those that CloudHSM makes; a rule without a peer is about the group itself. */
  ingress?: SecurityGroupRuleDeclaration[];
  egress?: SecurityGroupRuleDeclaration[];
  hsms?: HsmDeclaration[];
  backups?: BackupDeclaration[];
  keyStore?: KeyStoreDeclaration;
  /** Whether it has one, and how many lines of each HSM are missing in it; it is whole by default. */
  auditLog?: { exists?: boolean; linesLost?: number };
}

export interface HsmDeclaration {
  availabilityZone: string;
  /** ACTIVE by default. */
  state?: 'ACTIVE' | 'DEGRADED' | 'CREATE_IN_PROGRESS';
  stateMessage?: string;
  /** What it has told CloudWatch for half an hour; 0 and room for all but admin and app_user by default. */
  keys?: number;
  usersAvailable?: number;
}

export interface BackupDeclaration {
  /** `backup-` and 11 characters; drawn without one. */
  id?: string;
  /** READY by default. */
  state?: 'CREATE_IN_PROGRESS' | 'READY' | 'DELETED' | 'PENDING_DELETION';
  hoursOld: number;
  /** Of one in PENDING_DELETION, until it is gone for good; 168 by default. */
  hoursLeft?: number;
  neverExpires?: boolean;
  tags?: Record<string, string>;
  /** Of a copy. */
  copyOf?: { backup: string; region: string };
  /** Another account that may restore it. */
  sharedWith?: string;
}

/** The key store over a cluster. */
export interface KeyStoreDeclaration {
  name: string;
  /** CONNECTED by default. */
  state?: 'CONNECTED' | 'DISCONNECTED' | 'FAILED';
  errorCode?: string;
  keys?: { id: string; state?: 'Enabled' | 'Disabled' | 'PendingDeletion' }[];
  /** Requests that KMS turned away in the hour before the start. */
  throttled?: number;
}

/** An alarm over a metric that says nothing: it stays as it is. */
export interface AlarmDeclaration {
  name: string;
  /** OK by default. */
  state?: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** ARNs of topics that it tells when it goes off, which it does at the start where it is in ALARM. */
  actions?: string[];
}

interface TableDeclaration {
  /** With `*` for any text: names that CloudFormation gives end in drawn characters. */
  name: string;
  /** Plain values: text, numbers, truth values, lists, objects; a set of texts as `{ "SS": […] }`. */
  items: Record<string, unknown>[];
}

/** A trail of CloudTrail whose home is this region. */
export interface TrailDeclaration {
  name: string;
  /** Whether it records, and is shown, in every region. */
  multiRegion?: boolean;
  /** True by default. */
  logging?: boolean;
}

export interface Quotas {
  clusters: number;
  hsms: number;
  hsmsPerCluster: number;
  customKeyStores: number;
  vpcs: number;
  elasticIps: number;
}
