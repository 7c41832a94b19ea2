import { keyStoreCases } from './key-store.ts';
import { followRemedies } from './remedy-case.ts';

followRemedies(keyStoreCases);
