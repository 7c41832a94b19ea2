import { clientCases } from './clients.ts';
import { followRemedies } from './remedy-case.ts';

followRemedies(clientCases);
