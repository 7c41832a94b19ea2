import { followRemedies } from './remedy-case.ts';
import { serviceCases } from './services.ts';

followRemedies(serviceCases);
