import { drillCases } from './drill.ts';
import { followRemedies } from './remedy-case.ts';

followRemedies(drillCases);
