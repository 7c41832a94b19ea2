import type { Place } from '../../service/place.ts';
import type { IamState } from './state.ts';

export interface IamPlace extends Place {
  readonly iam: IamState;
}
