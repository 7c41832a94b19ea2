/** A role that a service of AWS makes for itself. */
export interface ServiceLinkedRole {
  roleName: string;
  policy: string;
  /** Whether there may be several, told apart by a suffix. */
  takesSuffix?: boolean;
  /** Where whoever asks for it gives none. */
  description?: string;
}

/** The roles that services of AWS make for themselves, by the service's principal: their names, and the policy that each has. */
export const serviceLinkedRoles: Record<string, ServiceLinkedRole> = {
  // AWS CloudHSM User Guide, "Service-linked roles for AWS CloudHSM"
  'cloudhsm.amazonaws.com': { roleName: 'AWSServiceRoleForCloudHSM', policy: 'CloudHSMServiceRolePolicy' },
  // AWS KMS Developer Guide, "Authorizing AWS KMS to manage AWS CloudHSM and Amazon EC2 resources"
  'cks.kms.amazonaws.com': {
    roleName: 'AWSServiceRoleForKeyManagementServiceCustomKeyStores',
    policy: 'AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy',
  },
  // localstack's snapshots of test_service_role_lifecycle (March 2025)
  'accountdiscovery.ssm.amazonaws.com': {
    roleName: 'AWSServiceRoleForAmazonSSM_AccountDiscovery',
    policy: 'AWSSystemsManagerAccountDiscoveryServicePolicy',
  },
  'acm.amazonaws.com': { roleName: 'AWSServiceRoleForCertificateManager', policy: 'CertificateManagerServiceRolePolicy' },
  'appmesh.amazonaws.com': { roleName: 'AWSServiceRoleForAppMesh', policy: 'AWSAppMeshServiceRolePolicy' },
  'autoscaling-plans.amazonaws.com': {
    roleName: 'AWSServiceRoleForAutoScalingPlans_EC2AutoScaling',
    policy: 'AWSAutoScalingPlansEC2AutoScalingPolicy',
  },
  'autoscaling.amazonaws.com': { roleName: 'AWSServiceRoleForAutoScaling', policy: 'AutoScalingServiceRolePolicy', takesSuffix: true },
  'backup.amazonaws.com': { roleName: 'AWSServiceRoleForBackup', policy: 'AWSBackupServiceLinkedRolePolicyForBackup' },
  'batch.amazonaws.com': { roleName: 'AWSServiceRoleForBatch', policy: 'BatchServiceRolePolicy' },
  'cassandra.application-autoscaling.amazonaws.com': {
    roleName: 'AWSServiceRoleForApplicationAutoScaling_CassandraTable',
    policy: 'AWSApplicationAutoscalingCassandraTablePolicy',
  },
  'cloudtrail.amazonaws.com': { roleName: 'AWSServiceRoleForCloudTrail', policy: 'CloudTrailServiceRolePolicy' },
  'codestar-notifications.amazonaws.com': {
    roleName: 'AWSServiceRoleForCodeStarNotifications',
    policy: 'AWSCodeStarNotificationsServiceRolePolicy',
  },
  'config.amazonaws.com': { roleName: 'AWSServiceRoleForConfig', policy: 'AWSConfigServiceRolePolicy' },
  'connect.amazonaws.com': {
    roleName: 'AWSServiceRoleForAmazonConnect',
    policy: 'AmazonConnectServiceLinkedRolePolicy',
    takesSuffix: true,
  },
  'dms-fleet-advisor.amazonaws.com': { roleName: 'AWSServiceRoleForDMSFleetAdvisor', policy: 'AWSDMSFleetAdvisorServiceRolePolicy' },
  'dms.amazonaws.com': { roleName: 'AWSServiceRoleForDMSServerless', policy: 'AWSDMSServerlessServiceRolePolicy' },
  'docdb-elastic.amazonaws.com': { roleName: 'AWSServiceRoleForDocDB-Elastic', policy: 'AmazonDocDB-ElasticServiceRolePolicy' },
  'ec2-instance-connect.amazonaws.com': { roleName: 'AWSServiceRoleForEc2InstanceConnect', policy: 'Ec2InstanceConnectEndpoint' },
  'ec2.application-autoscaling.amazonaws.com': {
    roleName: 'AWSServiceRoleForApplicationAutoScaling_EC2SpotFleetRequest',
    policy: 'AWSApplicationAutoscalingEC2SpotFleetRequestPolicy',
  },
  'ecr.amazonaws.com': { roleName: 'AWSServiceRoleForECRTemplate', policy: 'ECRTemplateServiceRolePolicy' },
  'ecs.amazonaws.com': { roleName: 'AWSServiceRoleForECS', policy: 'AmazonECSServiceRolePolicy' },
  'eks-connector.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonEKSConnector', policy: 'AmazonEKSConnectorServiceRolePolicy' },
  'eks-fargate.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonEKSForFargate', policy: 'AmazonEKSForFargateServiceRolePolicy' },
  'eks-nodegroup.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonEKSNodegroup', policy: 'AWSServiceRoleForAmazonEKSNodegroup' },
  'eks.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonEKS', policy: 'AmazonEKSServiceRolePolicy' },
  'elasticache.amazonaws.com': { roleName: 'AWSServiceRoleForElastiCache', policy: 'ElastiCacheServiceRolePolicy' },
  'elasticbeanstalk.amazonaws.com': { roleName: 'AWSServiceRoleForElasticBeanstalk', policy: 'AWSElasticBeanstalkServiceRolePolicy' },
  'elasticfilesystem.amazonaws.com': {
    roleName: 'AWSServiceRoleForAmazonElasticFileSystem',
    policy: 'AmazonElasticFileSystemServiceRolePolicy',
  },
  'elasticloadbalancing.amazonaws.com': {
    roleName: 'AWSServiceRoleForElasticLoadBalancing',
    policy: 'AWSElasticLoadBalancingServiceRolePolicy',
  },
  'email.cognito-idp.amazonaws.com': {
    roleName: 'AWSServiceRoleForAmazonCognitoIdpEmailService',
    policy: 'AmazonCognitoIdpEmailServiceRolePolicy',
  },
  'emr-containers.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonEMRContainers', policy: 'AmazonEMRContainersServiceRolePolicy' },
  'emrwal.amazonaws.com': { roleName: 'AWSServiceRoleForEMRWAL', policy: 'EMRDescribeClusterPolicyForEMRWAL' },
  'fis.amazonaws.com': { roleName: 'AWSServiceRoleForFIS', policy: 'AmazonFISServiceRolePolicy' },
  'grafana.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonGrafana', policy: 'AmazonGrafanaServiceLinkedRolePolicy' },
  'imagebuilder.amazonaws.com': { roleName: 'AWSServiceRoleForImageBuilder', policy: 'AWSServiceRoleForImageBuilder' },
  'iotmanagedintegrations.amazonaws.com': {
    roleName: 'AWSServiceRoleForIoTManagedIntegrations',
    policy: 'AWSIoTManagedIntegrationsRolePolicy',
  },
  'kafka.amazonaws.com': { roleName: 'AWSServiceRoleForKafka', policy: 'KafkaServiceRolePolicy' },
  'kafkaconnect.amazonaws.com': { roleName: 'AWSServiceRoleForKafkaConnect', policy: 'KafkaConnectServiceRolePolicy' },
  'lakeformation.amazonaws.com': {
    roleName: 'AWSServiceRoleForLakeFormationDataAccess',
    policy: 'LakeFormationDataAccessServiceRolePolicy',
  },
  'lex.amazonaws.com': { roleName: 'AWSServiceRoleForLexBots', policy: 'AmazonLexBotPolicy' },
  'lexv2.amazonaws.com': { roleName: 'AWSServiceRoleForLexV2Bots', policy: 'AmazonLexV2BotPolicy', takesSuffix: true },
  'lightsail.amazonaws.com': { roleName: 'AWSServiceRoleForLightsail', policy: 'LightsailExportAccess' },
  'm2.amazonaws.com': { roleName: 'AWSServiceRoleForAWSM2', policy: 'AWSM2ServicePolicy' },
  'memorydb.amazonaws.com': { roleName: 'AWSServiceRoleForMemoryDB', policy: 'MemoryDBServiceRolePolicy' },
  'mq.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonMQ', policy: 'AmazonMQServiceRolePolicy' },
  'mrk.kms.amazonaws.com': {
    roleName: 'AWSServiceRoleForKeyManagementServiceMultiRegionKeys',
    policy: 'AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy',
  },
  'notifications.amazonaws.com': {
    roleName: 'AWSServiceRoleForAwsUserNotifications',
    policy: 'AWSUserNotificationsServiceLinkedRolePolicy',
  },
  'observability.aoss.amazonaws.com': {
    roleName: 'AWSServiceRoleForAmazonOpenSearchServerless',
    policy: 'AmazonOpenSearchServerlessServiceRolePolicy',
  },
  'opensearchservice.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonOpenSearchService', policy: 'AmazonOpenSearchServiceRolePolicy' },
  'ops.apigateway.amazonaws.com': { roleName: 'AWSServiceRoleForAPIGateway', policy: 'APIGatewayServiceRolePolicy' },
  'ops.emr-serverless.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonEMRServerless', policy: 'AmazonEMRServerlessServiceRolePolicy' },
  'opsdatasync.ssm.amazonaws.com': {
    roleName: 'AWSServiceRoleForSystemsManagerOpsDataSync',
    policy: 'AWSSystemsManagerOpsDataSyncServiceRolePolicy',
  },
  'opsinsights.ssm.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonSSM_OpsInsights', policy: 'AWSSSMOpsInsightsServiceRolePolicy' },
  'pullthroughcache.ecr.amazonaws.com': {
    roleName: 'AWSServiceRoleForECRPullThroughCache',
    policy: 'AWSECRPullThroughCache_ServiceRolePolicy',
  },
  'ram.amazonaws.com': { roleName: 'AWSServiceRoleForResourceAccessManager', policy: 'AWSResourceAccessManagerServiceRolePolicy' },
  'rds.amazonaws.com': {
    roleName: 'AWSServiceRoleForRDS',
    policy: 'AmazonRDSServiceRolePolicy',
    description: 'Allows Amazon RDS to manage AWS resources on your behalf',
  },
  'redshift.amazonaws.com': { roleName: 'AWSServiceRoleForRedshift', policy: 'AmazonRedshiftServiceLinkedRolePolicy' },
  'replication.cassandra.amazonaws.com': {
    roleName: 'AWSServiceRoleForKeyspacesReplication',
    policy: 'KeyspacesReplicationServiceRolePolicy',
  },
  'replication.ecr.amazonaws.com': { roleName: 'AWSServiceRoleForECRReplication', policy: 'ECRReplicationServiceRolePolicy' },
  'repository.sync.codeconnections.amazonaws.com': { roleName: 'AWSServiceRoleForGitSync', policy: 'AWSGitSyncServiceRolePolicy' },
  'resource-explorer-2.amazonaws.com': { roleName: 'AWSServiceRoleForResourceExplorer', policy: 'AWSResourceExplorerServiceRolePolicy' },
  'rolesanywhere.amazonaws.com': { roleName: 'AWSServiceRoleForRolesAnywhere', policy: 'AWSRolesAnywhereServicePolicy' },
  's3-outposts.amazonaws.com': { roleName: 'AWSServiceRoleForS3OnOutposts', policy: 'AWSS3OnOutpostsServiceRolePolicy' },
  'ses.amazonaws.com': { roleName: 'AWSServiceRoleForAmazonSES', policy: 'AmazonSESServiceRolePolicy' },
  'shield.amazonaws.com': { roleName: 'AWSServiceRoleForAWSShield', policy: 'AWSShieldServiceRolePolicy' },
  'ssm-incidents.amazonaws.com': { roleName: 'AWSServiceRoleForIncidentManager', policy: 'AWSIncidentManagerServiceRolePolicy' },
  'ssm-quicksetup.amazonaws.com': { roleName: 'AWSServiceRoleForSSMQuickSetup', policy: 'SSMQuickSetupRolePolicy' },
  'ssm.amazonaws.com': {
    roleName: 'AWSServiceRoleForAmazonSSM',
    policy: 'AmazonSSMServiceRolePolicy',
    description: 'Provides access to AWS Resources managed or used by Amazon SSM.',
  },
  'sso.amazonaws.com': {
    roleName: 'AWSServiceRoleForSSO',
    policy: 'AWSSSOServiceRolePolicy',
    description: 'Service-linked role used by AWS SSO to manage AWS resources, including IAM roles, policies and SAML IdP on your behalf.',
  },
  'vpcorigin.cloudfront.amazonaws.com': {
    roleName: 'AWSServiceRoleForCloudFrontVPCOrigin',
    policy: 'AWSCloudFrontVPCOriginServiceRolePolicy',
  },
  'waf.amazonaws.com': { roleName: 'AWSServiceRoleForWAFLogging', policy: 'WAFLoggingServiceRolePolicy' },
  'wafv2.amazonaws.com': { roleName: 'AWSServiceRoleForWAFV2Logging', policy: 'WAFV2LoggingServiceRolePolicy' },
};

const policies = new Set(Object.values(serviceLinkedRoles).map(({ policy }) => `policy/aws-service-role/${policy}`));

/** What a policy of a service-linked role is told to say, of which only the name is known: nobody here is ever in such a role. */
export function documentByName(arn: string): object | undefined {
  const [account, name = ''] = arn.split(':').slice(4);
  return account === 'aws' && policies.has(name) ? { Version: '2012-10-17', Statement: [] } : undefined;
}
