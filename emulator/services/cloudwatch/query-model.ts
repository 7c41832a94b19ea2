import { loadModel, type Model } from '../../models/model.ts';

let model: Model | undefined;

/** CloudWatch as forms speak to it: an error that no operation declares has another name there (localstack test_set_alarm_invalid_input). */
export function cloudwatchQueryModel(): Model {
  if (model) return model;
  const declared = loadModel('cloudwatch');
  const ValidationException = { type: 'structure' as const, error: { code: 'ValidationError' } };
  model = { ...declared, shapes: { ...declared.shapes, ValidationException } };
  return model;
}
