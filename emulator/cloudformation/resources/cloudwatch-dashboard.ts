import { deployer } from '../deployer.ts';
import { required, text } from '../properties.ts';
import type { Deployment, ResourceType } from '../resource-type.ts';

export const dashboard: ResourceType = {
  type: 'AWS::CloudWatch::Dashboard',
  fixed: ['DashboardName'],
  attributes: [],
  properties: { DashboardName: text, DashboardBody: required(text) },
  taken: { by: 'DashboardName', isTaken: (name, { cloudwatch }) => cloudwatch.dashboards.has(name) },
  async create({ DashboardName, DashboardBody }, { place, generatedName }) {
    const physicalId = DashboardName ?? generatedName(255);
    await put(place, physicalId, DashboardBody);
    return { physicalId };
  },
  async update({ DashboardBody }, { physicalId }, { place }) {
    await put(place, physicalId, DashboardBody);
    return undefined;
  },
  async delete({ physicalId }, place) {
    await place.call('cloudwatch', 'DeleteDashboards', { DashboardNames: [physicalId] }, deployer(place));
  },
};

async function put(place: Deployment['place'], DashboardName: string, DashboardBody: string): Promise<void> {
  await place.call('cloudwatch', 'PutDashboard', { DashboardName, DashboardBody }, deployer(place));
}
