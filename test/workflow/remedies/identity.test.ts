import { identityCases } from './identity.ts';
import { followRemedies } from './remedy-case.ts';

followRemedies(identityCases);
