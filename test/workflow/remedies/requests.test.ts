import { followRemedies } from './remedy-case.ts';
import { requestCases } from './requests.ts';

followRemedies(requestCases);
