import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import { gatewayServices } from './network.ts';

/**
 * Services that have interface endpoints, by the last part of their names (VPC User Guide, "AWS services that integrate with AWS
 * PrivateLink"), in whatever region.
 */
const interfaceServices = [
  ...['access-analyzer', 'account', 'acm', 'acm-pca', 'airflow.api', 'airflow.env', 'airflow.ops', 'amplify', 'analytics-omics'],
  ...['app-integrations', 'appconfig', 'appconfigdata', 'application-autoscaling', 'appmesh', 'appmesh-envoy-management'],
  ...['appstream.api', 'appstream.streaming', 'appsync-api', 'apprunner', 'apprunner.requests', 'aps', 'aps-workspaces', 'athena'],
  ...['auditmanager', 'autoscaling', 'autoscaling-plans', 'awsconnector', 'b2bi', 'backup', 'backup-gateway', 'batch', 'bedrock'],
  ...['bedrock-agent', 'bedrock-agent-runtime', 'bedrock-runtime', 'billingconductor', 'braket', 'cassandra', 'cassandra-fips'],
  ...['cleanrooms', 'cloudcontrolapi', 'clouddirectory', 'cloudformation', 'cloudhsmv2', 'cloudtrail', 'codeartifact.api'],
  ...['codeartifact.repositories', 'codebuild', 'codecommit', 'codeconnections.api', 'codedeploy', 'codedeploy-commands-secure'],
  ...['codeguru-profiler', 'codeguru-reviewer', 'codepipeline', 'codestar-connections.api', 'cognito-idp', 'comprehend'],
  ...['comprehendmedical', 'compute-optimizer', 'config', 'connect-campaigns', 'console', 'control-storage-omics', 'data-servicediscovery'],
  ...[
    'databrew',
    'dataexchange',
    'datasync',
    'datazone',
    'deviceadvisor.iot',
    'devops-guru',
    'directconnect',
    'dms',
    'drs',
    'ds',
    'dynamodb',
  ],
  ...['dynamodb-streams', 'ebs', 'ec2', 'ec2messages', 'ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'eks', 'eks-auth'],
  ...['elastic-inference.runtime', 'elasticache', 'elasticbeanstalk', 'elasticbeanstalk-health', 'elasticfilesystem'],
  ...['elasticfilesystem-fips', 'elasticloadbalancing', 'elasticmapreduce', 'email-smtp', 'emr-containers', 'emr-serverless'],
  ...['entityresolution', 'events', 'evidently', 'execute-api', 'finspace', 'finspace-api', 'firehose', 'fis', 'forecast', 'forecastquery'],
  ...['frauddetector', 'fsx', 'glue', 'glue.dashboard', 'grafana', 'grafana-workspace', 'greengrass', 'groundstation', 'guardduty'],
  ...[
    'guardduty-data',
    'healthlake',
    'iam',
    'identitystore',
    'imagebuilder',
    'inspector2',
    'inspector-scan',
    'internetmonitor',
    'iot.data',
  ],
  ...['iotfleetwise', 'iotroborunner', 'iotsitewise.api', 'iotsitewise.data', 'iottwinmaker.api', 'iottwinmaker.data', 'kafka', 'kendra'],
  ...['kendra-ranking', 'kinesis-firehose', 'kinesis-streams', 'kinesisanalytics', 'kms', 'kms-fips', 'lakeformation', 'lambda'],
  ...[
    'license-manager',
    'license-manager-user-subscriptions',
    'logs',
    'lookoutequipment',
    'lookoutmetrics',
    'lookoutvision',
    'm2',
    'macie2',
  ],
  ...['managedblockchain-query', 'mediaconnect', 'medical-imaging', 'memory-db', 'mgn', 'migrationhub-orchestrator', 'models-v2-lex'],
  ...['monitoring', 'neptune-graph', 'networkmonitor', 'notebook', 'organizations', 'payment-cryptography.controlplane'],
  ...[
    'payment-cryptography.dataplane',
    'pca-connector-ad',
    'pca-connector-scep',
    'personalize',
    'personalize-events',
    'personalize-runtime',
  ],
  ...[
    'pinpoint',
    'pinpoint-sms-voice-v2',
    'pipes',
    'pipes-data',
    'polly',
    'private-networks',
    'profile',
    'proton',
    'qbusiness',
    'qldb.session',
  ],
  ...['ram', 'rds', 'rds-data', 'redshift', 'redshift-data', 'redshift-serverless', 'refactor-spaces', 'rekognition', 'resource-groups'],
  ...[
    'robomaker',
    'rolesanywhere',
    'route53resolver',
    's3',
    's3-outposts',
    's3express',
    's3tables',
    'sagemaker.api',
    'sagemaker.featurestore-runtime',
  ],
  ...['sagemaker.metrics', 'sagemaker.runtime', 'scheduler', 'schemas', 'secretsmanager', 'securityhub', 'securitylake', 'servicecatalog'],
  ...[
    'servicecatalog-appregistry',
    'servicediscovery',
    'servicequotas',
    'signin',
    'simspaceweaver',
    'snow-device-management',
    'sns',
    'sqs',
  ],
  ...['ssm', 'ssm-contacts', 'ssm-incidents', 'ssmmessages', 'ssm-quicksetup', 'states', 'storagegateway', 'streaming-rekognition', 'sts'],
  ...[
    'swf',
    'sync-states',
    'synthetics',
    'tagging',
    'tax',
    'textract',
    'thinclient.api',
    'timestream.ingest-cell1',
    'timestream.query-cell1',
  ],
  ...['timestream-influxdb', 'tnb', 'transcribe', 'transcribestreaming', 'transfer', 'transfer.server', 'translate', 'trustedadvisor'],
  ...['verifiedpermissions', 'voiceid', 'vpc-lattice', 'wafv2', 'wellarchitected', 'wisdom', 'workspaces', 'xray'],
];

export interface EndpointService {
  /** The last part of its name. */
  service: string;
  types: ('Gateway' | 'Interface')[];
}

/** In the order of their names. */
export const endpointServices: EndpointService[] = interfaceServices
  .map((service): EndpointService => ({ service, types: gatewayServices.includes(service) ? ['Gateway', 'Interface'] : ['Interface'] }))
  .toSorted((one, other) => (one.service < other.service ? -1 : 1));

export function serviceName({ region }: Place, service: string): string {
  return `com.amazonaws.${region}.${service}`;
}

/** The service of a name. @throws AwsError InvalidServiceName */
export function endpointService(place: Place, name: string): EndpointService {
  const found = endpointServices.find(({ service }) => serviceName(place, service) === name);
  if (!found) throw new AwsError('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`);
  return found;
}

/** The name that private DNS answers with an endpoint's addresses. */
export function privateName({ region, partition }: Place, service: string): string {
  const first = service
    .split('.')
    .reverse()
    .join('.')
    .replace(/^(dkr)\.ecr$/, '*.dkr.ecr');
  return `${first}.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
}
