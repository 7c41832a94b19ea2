import { callProblem } from './function-arguments.ts';
import { functionOf } from './function-call.ts';
import { evaluate, lookedUp } from './intrinsics.ts';
import { checkArgument, known, mapValues, noValue, type Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

/**
 * A value with each Fn::If replaced by the branch that holds, each Fn::FindInMap by what it finds, if anything, and what is AWS::NoValue
 * left out; other functions stay.
 */
export function settleConditions(value: unknown, scope: Scope): unknown {
  scope.allowance.take();
  const name = functionOf(value);
  if (name === 'Ref' && (value as { Ref: unknown }).Ref === 'AWS::NoValue') return noValue;
  if (name === 'Fn::If') {
    const argument = (value as { 'Fn::If': unknown })['Fn::If'];
    checkArgument(name, argument, scope);
    const [condition, yes, no] = argument as [string, unknown, unknown];
    return settleConditions(known(scope.condition(condition), `condition ${condition}`) ? yes : no, scope);
  }
  if (name === 'Fn::FindInMap') return settledLookup(value, scope);
  if (name === 'Fn::GetAtt') return { [name]: settledAttribute((value as { 'Fn::GetAtt': unknown })[name], scope) };
  return mapValues(value, (item) => settleConditions(item, scope));
}

/** The name of an attribute may be a Ref. */
function settledAttribute(argument: unknown, scope: Scope): unknown {
  if (!Array.isArray(argument) || argument.length !== 2 || functionOf(argument[1]) !== 'Ref') return argument;
  return [argument[0], evaluate(argument[1], scope)];
}

/** One that finds nothing stays, to be told of with what else is wrong. */
function settledLookup(value: unknown, scope: Scope): unknown {
  const argument = (value as { 'Fn::FindInMap': unknown[] })['Fn::FindInMap'];
  if (callProblem('Fn::FindInMap', argument, scope.extended)) return value;
  try {
    return settleConditions(lookedUp(argument, scope), scope);
  } catch (error) {
    if (error instanceof TemplateError) return value;
    throw error;
  }
}
