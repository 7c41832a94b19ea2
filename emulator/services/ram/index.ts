import type { Service } from '../../service/service.ts';
import type { RamPlace } from './needs.ts';
import { listResources } from './operations/list-resources.ts';

export const ram: Service<RamPlace> = { model: 'ram', iamPrefix: 'ram', operations: { ListResources: listResources } };
