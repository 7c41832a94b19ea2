import { clusterCases } from './cluster.ts';
import { followRemedies } from './remedy-case.ts';

followRemedies(clusterCases);
