import { followRemedies } from './remedy-case.ts';
import { userCases } from './users.ts';

followRemedies(userCases);
